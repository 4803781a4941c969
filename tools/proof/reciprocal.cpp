// SPDX-License-Identifier: MIT
#include "reciprocal.hpp"

#include <fmt/format.h>

#include <stdexcept>

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

const node& at(int n) { return record.nodes[static_cast<std::size_t>(n)]; }

// The other factor of the product with the inverse.
int cofactor(int n, int inverse) {
  for (const term& t : at(n).terms) {
    if (t.b == inverse) return t.a;
    if (t.a == inverse && t.b >= 0) return t.b;
  }
  throw std::logic_error("no product with the inverse");
}

// The node that subtracts that product.
int remainder_of(int a, int b) {
  for (std::size_t n = 0; n < record.nodes.size(); n++) {
    for (const term& t : record.nodes[n].terms) {
      if (t.factor == -1 && t.a == a && t.b == b) return static_cast<int>(n);
    }
  }
  throw std::logic_error("no remainder of that product");
}

std::string sum_of(const core::two_part<traced>& a) { return text(a.high) + " + " + text(a.low); }

}  // namespace

void name_reciprocal(script& s, const core::two_part<traced>& d, const core::two_part<traced>& a,
                     const std::string& e) {
  const int inverse = a.high.node, residue = cofactor(a.low.node, inverse);
  const std::string i = at(inverse).text, w = at(residue).text;
  s.name_sum("D", {d.high, d.low});
  s.name_lost("lost", {{1, residue}, {-1}, {1, inverse, d.high.node}, {1, inverse, d.low.node}});
  s.define("u", fmt::format("1 - {} * D", i));
  s.define("A", sum_of(a));
  s.define("R", fmt::format("A * ({}) - 1", e));
  s.define("own", "A * D - 1");
  const std::string near = fmt::format("-({0} - 1 / {1}) * {1}", i, text(d.high));
  s.hint(fmt::format("{} -> {};", definition(remainder_of(inverse, d.high.node), false), near));
  s.hint(fmt::format("u -> {} - {} * {};", near, i, text(d.low)));
  s.hint(fmt::format("own -> ({0} - {1} * {2}) * D + (1 - u) * lost - u * u;", text(a.low), i, w));
  s.hint(fmt::format("R -> own + A * (({}) - D);", e));
}

}  // namespace proof
SIMDACT_NAMESPACE_END
