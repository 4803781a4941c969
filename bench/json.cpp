// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report.hpp"

namespace bench {
namespace {

using nlohmann::ordered_json;

// Rounded to so many digits: the rest is noise and would double the file. JSON has no infinity: a string stands for it.
ordered_json number(double value, int digits = 4) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : "inf";
  return std::stod(fmt::format("{:.{}g}", value, digits));
}

template <class T>
ordered_json numbers(const std::vector<T>& values, int digits = 4) {
  ordered_json out = ordered_json::array();
  for (const T value : values) out.push_back(number(static_cast<double>(value), digits));
  return out;
}

ordered_json to_json(const machine& m) {
  ordered_json caches = ordered_json::array();
  for (const machine::cache& c : m.caches) {
    caches.push_back({{"level", c.level}, {"kind", c.kind}, {"bytes", c.bytes}});
  }
  return {{"cpu", m.cpu},
          {"architecture", m.architecture},
          {"processors", m.processors},
          {"caches", caches},
          {"pinned_to", m.pinned_to < 0 ? ordered_json() : ordered_json(m.pinned_to)},
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

ordered_json to_json(const op_report& op, const row& r) {
  ordered_json out = {{"path", path_of(r.who)}, {"library", r.who.library}, {"isa", r.who.isa}};
  if (r.who.ours()) {
    out["tier"] = r.who.tier;
    out["bound"] = number(r.who.bound);
  }
  if (r.who.composed) out["composed"] = true;
  if (r.error) {
    out["max_ulp"] = number(r.error->ulp, 5);
    out["worst_input"] = fmt::format("{:a}", r.error->worst);
    out["special_value_faults"] = r.error->faults;
    out["errors"] = numbers(r.error->by_bin, 3);
  }
  out["times"] = ordered_json::array();
  for (std::size_t i = 0; i < r.times.size(); ++i) {
    out["times"].push_back({{"n", op.runs[i].n},
                            {"min_ns", number(r.times[i].min)},
                            {"median_ns", number(r.times[i].median)},
                            {"min_to_copy", number(copy_ratio(op, r, i, &timing::min), 3)},
                            {"median_to_copy", number(copy_ratio(op, r, i, &timing::median), 3)},
                            {"samples", r.times[i].samples}});
  }
  return out;
}

ordered_json to_json(const op_report& op) {
  ordered_json rounds = ordered_json::array(), results = ordered_json::array();
  for (const auto& run : op.runs) {
    rounds.push_back({{"n", run.n},
                      {"rounds_kept", run.kept},
                      {"rounds_dropped", run.dropped},
                      {"copy_spread", number(run.noise, 3)}});
  }
  for (const row& r : op.rows) results.push_back(to_json(op, r));
  return {
      {"function", op.op},
      {"curve",
       {{"x", numbers(op.picture.x)}, {"f", numbers(op.picture.f)}, {"derivative", numbers(op.picture.derivative)}}},
      {"error_axis", numbers(error_bins().centres())},
      {"rounds", rounds},
      {"results", results}};
}

// The run's: of each size the middle one of the functions' figures.
ordered_json noise_to_json(const report& r) {
  std::map<std::size_t, std::vector<double>> by_size;
  for (const op_report& op : r.ops) {
    for (const auto& run : op.runs) by_size[run.n].push_back(run.noise);
  }
  ordered_json out = ordered_json::array();
  for (auto& [n, figures] : by_size) {
    std::sort(figures.begin(), figures.end());
    out.push_back({{"n", n}, {"copy_spread", number(figures[figures.size() / 2], 3)}});
  }
  return out;
}

bool is_simple(const ordered_json& value) {
  return !value.is_structured() ||
         std::all_of(value.begin(), value.end(), [](const ordered_json& part) { return !part.is_structured(); });
}

// One line for what holds no other structures, one per part for the rest.
void write(std::string& out, const ordered_json& value, std::size_t depth) {
  if (is_simple(value)) {
    out += value.dump();
    return;
  }
  const std::string indent = "\n" + std::string(depth + 1, ' ');
  out += value.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& [key, part] : value.items()) {
    out += (first ? "" : ",") + indent;
    if (value.is_object()) out += ordered_json(key).dump() + ": ";
    write(out, part, depth + 1);
    first = false;
  }
  out += "\n" + std::string(depth, ' ') + (value.is_array() ? ']' : '}');
}

std::string temporary_name(const std::string& file) { return file + ".new"; }

}  // namespace

void check_writable(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::exists(file, ignored) && !fs::is_regular_file(file, ignored)) {
    throw std::runtime_error("cannot write " + file + ": it is not a file");
  }
  const bool there = static_cast<bool>(std::ofstream(temporary_name(file)));
  std::remove(temporary_name(file).c_str());
  if (!there) throw std::runtime_error("cannot write " + file);
}

void write_json(const report& r, const std::string& file) {
  ordered_json out = {{"machine", to_json(r.where)},
                      {"peers", peers_to_json()},
                      {"unit", "ns per element, f32, forward"},
                      {"options",
                       {{"inputs", r.timing.inputs == input_kind::normal ? "normal" : "subnormal"},
                        {"rounds", r.timing.rounds},
                        {"sample_ns", r.timing.sample_ns},
                        {"limit_s", r.timing.limit_s},
                        {"gate", r.timing.gate},
                        {"seed", r.timing.seed},
                        {"stride", r.accuracy.stride}}},
                      {"noise", noise_to_json(r)},
                      {"functions", ordered_json::array()}};
  for (const op_report& op : r.ops) out["functions"].push_back(to_json(op));
  std::string text;
  write(text, out, 0);
  const std::string temporary = temporary_name(file);
  std::ofstream stream(temporary);
  stream << text << "\n";
  stream.close();
  if (!stream || std::rename(temporary.c_str(), file.c_str()) != 0) {
    std::remove(temporary.c_str());
    throw std::runtime_error("cannot write " + file);
  }
}

}  // namespace bench
