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

std::string format_row(const op_report& op, const row& r) {
  std::string line = fmt::format("  {:<24} {:<8}", name_of(r.who), r.who.isa);
  for (const timing& t : r.times) line += fmt::format(" {:>8.4f}", t.min);
  const std::size_t i = main_size(op);
  line += fmt::format(" {:>8.4f} {:>8.2f}", r.times[i].median, copy_ratio(op, r, i, &timing::median));
  if (r.error) {
    line += fmt::format("  {:>9} {:>17}  {}", format_ulp(r.error->ulp), fmt::format("{:a}", r.error->worst),
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
  if (peer == nullptr) return fmt::format("  {:<46}", "-");
  const std::size_t i = main_size(op);
  const double speed = peer->times[i].min / ours.times[i].min;
  return fmt::format("  {:<46}",
                     fmt::format("{:5.2f} x  {} [{}]", speed, name_of(peer->who), format_ulp(peer->error->ulp)));
}

std::string summarise(const report& r, const std::string& isa) {
  std::string text =
      fmt::format("\n{}, n = 4096: our speed against the fastest peer\n  {:<14}{:<6} {:>8} {:>8} {:>8}  {:<46}  {}\n",
                  isa, "function", "tier", "ns", "x copy", "max ulp", "at any accuracy", "at no more than 1 ulp");
  const bool widest = isa == r.where.isas.front();
  for (const op_report& op : r.ops) {
    for (const row& ours : op.rows) {
      if (ours.who.library != "simdact" || ours.who.isa != isa) continue;
      const std::size_t i = main_size(op);
      text += fmt::format("  {:<14}{:<6} {:>8.4f} {:>8.2f} {:>8}", op.op, ours.who.tier, ours.times[i].min,
                          copy_ratio(op, ours, i, &timing::median), format_ulp(ours.error->ulp));
      text += format_peer(op, ours, fastest_peer(op, isa, widest, INFINITY));
      text += format_peer(op, ours, fastest_peer(op, isa, widest, 1));
      text.erase(text.find_last_not_of(' ') + 1);
      text += "\n";
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
  return text +
         fmt::format(
             "f32, forward, ns per element, minimum of {} rounds or more; median and ratio to the copy of the same "
             "instruction set at n = 4096; error over every {}th float\n",
             r.timing.rounds, r.accuracy.stride);
}

std::string format_op(const op_report& op) {
  std::string text = fmt::format("\n{:<26} {:<8}", op.op, "isa");
  for (const auto& run : op.runs) text += fmt::format("{:>9}", format_size(run.n));
  text += fmt::format("{:>9} {:>8}  {:>9} {:>17}  {}\n", "median", "x copy", "max ulp", "at", "special values");
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
    if (isa != "generic") text += summarise(r, isa);
  }
  return text;
}

}  // namespace bench
