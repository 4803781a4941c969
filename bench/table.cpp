// SPDX-License-Identifier: MIT
#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "context.hpp"
#include "inputs.hpp"

namespace bench {
namespace {

using times_by_name = std::map<std::string, timing>;

const timing* find(const times_by_name& times, const candidate& c, const column& where) {
  const auto found = times.find(c.path() + "/" + where.path());
  return found == times.end() ? nullptr : &found->second;
}

std::size_t width_of(const column& one) { return std::max<std::size_t>(9, one.path().size()); }

std::string format_time(const column& where, const timing* t) {
  return fmt::format(" {:>{}}", t ? fmt::format("{:.4f}", t->min) : "", width_of(where));
}

std::string format_ulp(double ulp) {
  if (std::isinf(ulp)) return "inf";
  return ulp < 9999 ? fmt::format("{:.3f}", ulp) : fmt::format("{:.1e}", ulp);
}

std::string format_error(const candidate& c, const measured_error& e) {
  return fmt::format("  {:>7} {:>9} {:>17}  {}", c.bound < 0 ? "" : fmt::format("{:.4g}", c.bound), format_ulp(e.ulp),
                     e.worst,
                     e.wrong_specials.empty() ? "ok" : fmt::format("wrong: {}", fmt::join(e.wrong_specials, " ")));
}

// To the medians of the instruction set's yardsticks.
std::string format_ratios(const candidate& c, const std::vector<const candidate*>& rows, const column& where,
                          const times_by_name& times) {
  std::string text;
  for (const std::string& name : yardsticks(c.what.way)) {
    const auto yardstick = std::find_if(
        rows.begin(), rows.end(), [&](const candidate* other) { return other->name == name && other->isa == c.isa; });
    const auto ratio = [&] { return find(times, c, where)->median / find(times, **yardstick, where)->median; };
    text += fmt::format("  {:>{}}", yardstick == rows.end() ? "" : fmt::format("{:.2f}", ratio()), name.size() + 2);
  }
  return text;
}

// Single figures are for the usual length and inputs, or the last there are.
const column& main_column(const std::vector<column>& columns) {
  const auto usual = std::find_if(columns.begin(), columns.end(), [](const column& one) {
    return one.n == usual_length && one.inputs == input_sets().front();
  });
  return usual == columns.end() ? columns.back() : *usual;
}

}  // namespace

std::string column::path() const {
  return inputs == input_sets().front() ? fmt::format("{}", n) : fmt::format("{}/{}", n, inputs);
}

std::string format_head() {
  std::string text;
  for (const auto& [key, value] : context()) text += fmt::format("{:<18} {}\n", key, value);
  return text +
         "ns per element, the minimum over the repetitions; median and ratios to the yardsticks at n = 4096, or the "
         "last there; derivatives are multiplied by dy\n";
}

std::string format_table(const std::vector<candidate>& candidates, std::vector<column> columns,
                         const times_by_name& times, const errors& known) {
  const auto empty = [&](const column& one) {
    return std::none_of(candidates.begin(), candidates.end(),
                        [&](const candidate& c) { return find(times, c, one) != nullptr; });
  };
  columns.erase(std::remove_if(columns.begin(), columns.end(), empty), columns.end());
  const column& main = main_column(columns);
  std::vector<const candidate*> rows;
  for (const candidate& c : candidates) {
    if (find(times, c, main) != nullptr) rows.push_back(&c);
  }
  std::sort(rows.begin(), rows.end(), [&](const candidate* a, const candidate* b) {
    return find(times, *a, main)->min < find(times, *b, main)->min;
  });
  std::string text = fmt::format("\n{:<34}", candidates.front().what.path());
  for (const column& one : columns) text += fmt::format(" {:>{}}", one.path(), width_of(one));
  text += fmt::format(" {:>9}", "median");
  for (const std::string& name : yardsticks(candidates.front().what.way)) text += "  x " + name;
  text += fmt::format("  {:>7} {:>9} {:>17}  {}\n", "bound", "max ulp", "at", "special values");
  for (const candidate* c : rows) {
    text += fmt::format("  {:<24}{:<8}", c->name, c->isa);
    for (const column& one : columns) text += format_time(one, find(times, *c, one));
    text += fmt::format(" {:>9.4f}", find(times, *c, main)->median) + format_ratios(*c, rows, main, times);
    const auto e = known.find(*c);
    text += (e ? format_error(*c, *e) : "") + "\n";
  }
  return text;
}

}  // namespace bench
