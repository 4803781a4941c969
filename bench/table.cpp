// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report.hpp"

namespace bench {
namespace {

std::string format_ulp(double ulp) {
  if (std::isinf(ulp)) return "inf";
  return ulp < 9999 ? fmt::format("{:.3f}", ulp) : fmt::format("{:.1e}", ulp);
}

std::string name_of(const candidate& c) {
  std::string name = c.library;
  if (c.library == "simdact") name += " " + c.tier;
  return c.composed ? name + " (composed)" : name;
}

std::string format_size(std::size_t n) {
  int exponent = 0;
  while (n >> exponent > 1) ++exponent;
  return n >= 1u << 20 && n == std::size_t{1} << exponent ? fmt::format("n=2^{}", exponent) : fmt::format("n={}", n);
}

std::string format_bound(const candidate& c) { return c.ours() ? fmt::format("{:.4g}", c.bound) : ""; }

// The lengths with a column of their own; the JSON has them all.
std::vector<std::size_t> shown_sizes(const op_report& op) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < op.runs.size(); ++i) {
    const std::size_t n = op.runs[i].n;
    const bool usual = n == 16 || n == 4096 || n == 65536 || n == std::size_t{1} << 20 || n == std::size_t{1} << 24;
    if (op.runs.size() <= 5 || usual) shown.push_back(i);
  }
  return shown;
}

std::string format_row(const op_report& op, const row& r) {
  std::string line = fmt::format("  {:<24} {:<8}", name_of(r.who), r.who.isa);
  for (const std::size_t i : shown_sizes(op)) line += fmt::format(" {:>8.4f}", r.times[i].min);
  const std::size_t i = main_size(op);
  line += fmt::format(" {:>8.4f} {:>8.2f}", r.times[i].median, copy_ratio(op, r, i, &timing::median));
  if (r.error) {
    line += fmt::format("  {:>7} {:>9} {:>17}  {}", format_bound(r.who), format_ulp(r.error->ulp),
                        fmt::format("{:a}", r.error->worst),
                        r.error->faults.empty() ? "ok" : fmt::format("wrong: {}", fmt::join(r.error->faults, " ")));
  }
  return line + "\n";
}

// The fastest peer on that instruction set with at most this error. One that chooses by itself takes the widest.
const row* fastest_peer(const op_report& op, const std::string& isa, bool widest, double ulp) {
  const row* best = nullptr;
  const std::size_t i = main_size(op);
  for (const row& r : op.rows) {
    const bool comparable = r.who.isa == isa || r.who.isa == "generic" || (widest && r.who.isa.empty());
    if (r.who.ours() || !r.error || r.error->ulp > ulp || !comparable) continue;
    if (best == nullptr || r.times[i].min < best->times[i].min) best = &r;
  }
  return best;
}

std::string format_peer(const op_report& op, const row& ours, const row* peer) {
  if (peer == nullptr) return fmt::format("  {:<42}", "-");
  const std::size_t i = main_size(op);
  const double speed = peer->times[i].min / ours.times[i].min;
  return fmt::format("  {:<42}",
                     fmt::format("{:5.2f} x  {} [{}]", speed, name_of(peer->who), format_ulp(peer->error->ulp)));
}

// What a tier promises, in ulp.
double promise(const std::string& tier) { return tier == "high" ? 1 : tier == "fast" ? 4 : 0.5; }

const row* high_of(const op_report& op, const std::string& isa) {
  for (const row& r : op.rows) {
    if (r.who.library == "simdact" && r.who.isa == isa && r.who.tier == "high") return &r;
  }
  return nullptr;
}

std::string summarise_row(const op_report& op, const row& ours, bool widest) {
  const std::size_t i = main_size(op);
  const std::string& isa = ours.who.isa;
  const row* high = high_of(op, isa);
  const double to_high = high == nullptr ? 0 : ours.times[i].min / high->times[i].min;
  std::string text =
      fmt::format("  {:<14}{:<6} {:>7} {:>8} {:>17} {:>8.4f} {:>7.2f} {:>7.2f}", op.op, ours.who.tier,
                  format_bound(ours.who), format_ulp(ours.error->ulp), fmt::format("{:a}", ours.error->worst),
                  ours.times[i].min, copy_ratio(op, ours, i, &timing::median), to_high);
  text += format_peer(op, ours, fastest_peer(op, isa, widest, INFINITY));
  text += format_peer(op, ours, fastest_peer(op, isa, widest, promise(ours.who.tier)));
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string summarise(const report& r, const std::string& isa) {
  std::string text = fmt::format(
      "\n{}, n = {}: our speed against the fastest peer\n"
      "  {:<14}{:<6} {:>7} {:>8} {:>17} {:>8} {:>7} {:>7}  {:<42}  {}\n",
      isa, r.ops.front().runs[main_size(r.ops.front())].n, "function", "tier", "bound", "max ulp", "at", "ns", "x copy",
      "x high", "at any accuracy", "within the tier's promise (1, 4, 0.5 ulp)");
  const bool widest = isa == r.where.isas.front();
  for (const op_report& op : r.ops) {
    for (const row& ours : op.rows) {
      if (ours.who.library == "simdact" && ours.who.isa == isa) text += summarise_row(op, ours, widest);
    }
  }
  return text;
}

}  // namespace

const row* yardstick_of(const op_report& op, const candidate& who) {
  const row* first = nullptr;  // the widest, or the C library's where there is no other
  for (const row& r : op.rows) {
    if (r.who.op != "copy") continue;
    if (!r.who.isa.empty() && r.who.isa == who.isa) return &r;
    if (first == nullptr) first = &r;
  }
  return first;
}

double copy_ratio(const op_report& op, const row& r, std::size_t index, double timing::*by) {
  const row* copy = yardstick_of(op, r.who);
  return copy == nullptr ? 0 : r.times[index].*by / (copy->times[index].*by);
}

std::size_t main_size(const op_report& op) {
  const auto at = std::find_if(op.runs.begin(), op.runs.end(), [](const op_report::run& run) { return run.n == 4096; });
  return at != op.runs.end() ? static_cast<std::size_t>(at - op.runs.begin()) : op.runs.size() - 1;
}

std::string format_head(const report& r) {
  std::string text = fmt::format("simdact {} ({}), {}, {} {}\n{}, {}\n", r.where.version, r.where.isa, r.where.cpu,
                                 r.where.compiler, r.where.build_type, r.where.os, r.where.date);
  text += "peers:";
  std::string last;
  for (const peer_info& p : built_peers()) {
    if (p.name == last) continue;
    last = p.name;
    text += fmt::format(" {}{}{},", p.name, p.version.empty() ? "" : " ", p.version);
  }
  text.back() = '\n';
  for (const absent_peer& p : absent_peers()) text += fmt::format("absent: {} ({})\n", p.name, p.package);
  return text + fmt::format(
                    "f32, forward, {} inputs, ns per element, minimum of {} rounds, fewer for long arrays; median and "
                    "ratio to the "
                    "copy of the same instruction set at n = 4096; error over every {}th float\n{}\n",
                    r.timing.inputs == input_kind::normal ? "normal" : "subnormal", r.timing.rounds, r.accuracy.stride,
                    r.where.pinned_to < 0 ? "the thread could not be kept on one processor"
                                          : fmt::format("on processor {}", r.where.pinned_to));
}

std::string format_op(const op_report& op) {
  std::string text = fmt::format("\n{:<26} {:<8}", op.op, "isa");
  for (const std::size_t i : shown_sizes(op)) text += fmt::format("{:>9}", format_size(op.runs[i].n));
  text += fmt::format("{:>9} {:>8}  {:>7} {:>9} {:>17}  {}\n", "median", "x copy", "bound", "max ulp", "at",
                      "special values");
  for (const row& r : op.rows) text += format_row(op, r);
  std::string dropped;
  for (const auto& run : op.runs) {
    if (run.dropped > 0)
      dropped += fmt::format(" {} of {} at {};", run.dropped, run.kept + run.dropped, format_size(run.n));
  }
  if (!dropped.empty()) text += fmt::format("  rounds dropped because the copy was slow:{}\n", dropped);
  return text;
}

std::string format_summary(const report& r) {
  std::string text;
  for (const std::string& isa : r.where.isas) {
    const auto measured = [&](const row& one) { return one.who.library == "simdact" && one.who.isa == isa; };
    const auto& rows = r.ops.front().rows;
    if (isa != "generic" && std::any_of(rows.begin(), rows.end(), measured)) text += summarise(r, isa);
  }
  return text;
}

}  // namespace bench
