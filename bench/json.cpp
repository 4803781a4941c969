// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report.hpp"

namespace bench {
namespace {

using nlohmann::ordered_json;

ordered_json to_json(const machine& m) {
  return {{"cpu", m.cpu},
          {"architecture", m.architecture},
          {"processors", m.processors},
          {"os", m.os},
          {"compiler", m.compiler},
          {"library_flags", m.flags},
          {"build_type", m.build_type},
          {"simdact", m.version},
          {"isa_in_use", m.isa},
          {"isas", m.isas},
          {"date", m.date}};
}

ordered_json peers_to_json() {
  ordered_json peers = ordered_json::array();
  for (const peer_info& p : built_peers()) {
    peers.push_back({{"name", p.name}, {"version", p.version}, {"isa", p.isa}, {"usable", p.usable}});
  }
  for (const absent_peer& p : absent_peers()) peers.push_back({{"name", p.name}, {"absent", p.package}});
  return peers;
}

// JSON has no infinity: a string stands for it.
ordered_json number(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : "inf";
}

ordered_json to_json(const op_report& op, const row& r) {
  ordered_json out = {{"path", path_of(r.who)}, {"library", r.who.library}, {"isa", r.who.isa}};
  if (r.who.ours()) out["tier"] = r.who.tier;
  if (r.who.composed) out["composed"] = true;
  if (r.error) {
    out["max_ulp"] = number(r.error->ulp);
    out["worst_input"] = fmt::format("{:a}", r.error->worst);
    out["special_value_faults"] = r.error->faults;
  }
  out["times"] = ordered_json::array();
  for (std::size_t i = 0; i < r.times.size(); ++i) {
    out["times"].push_back({{"n", op.runs[i].n},
                            {"min_ns", r.times[i].min},
                            {"median_ns", r.times[i].median},
                            {"min_to_copy", copy_ratio(op, r, i, &timing::min)},
                            {"median_to_copy", copy_ratio(op, r, i, &timing::median)}});
  }
  return out;
}

ordered_json to_json(const op_report& op) {
  ordered_json noise = ordered_json::array(), results = ordered_json::array();
  for (const auto& run : op.runs) {
    noise.push_back({{"n", run.n}, {"rounds_kept", run.kept}, {"rounds_dropped", run.dropped}});
  }
  for (const row& r : op.rows) results.push_back(to_json(op, r));
  return {{"function", op.op}, {"rounds", noise}, {"results", results}};
}

}  // namespace

void write_json(const report& r, const std::string& file) {
  ordered_json out = {{"machine", to_json(r.where)},
                      {"peers", peers_to_json()},
                      {"unit", "ns per element, f32, forward"},
                      {"options",
                       {{"rounds", r.timing.rounds},
                        {"sample_ns", r.timing.sample_ns},
                        {"gate", r.timing.gate},
                        {"seed", r.timing.seed},
                        {"stride", r.accuracy.stride}}},
                      {"functions", ordered_json::array()}};
  for (const op_report& op : r.ops) out["functions"].push_back(to_json(op));
  std::ofstream stream(file);
  stream << out.dump(1) << "\n";
  if (!stream.flush()) throw std::runtime_error("cannot write " + file);
}

}  // namespace bench
