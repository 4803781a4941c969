// SPDX-License-Identifier: MIT
#include "quotients.hpp"

#include <fmt/format.h>

#include <stdexcept>

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

const node& at(int n) { return record.nodes[static_cast<std::size_t>(n)]; }

// The last quotient that was computed.
int last_inverse() {
  for (int n = static_cast<int>(record.nodes.size()) - 1; n >= 0; n--) {
    if (at(n).kind == node::quotient) return n;
  }
  throw std::logic_error("no division");
}

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

void name_quotient(script& s, const core::two_part<traced>& n, const core::two_part<traced>& d, const traced& q,
                   const traced& last) {
  const int inverse = last_inverse(), remainder = cofactor(last.node, inverse);
  const std::string i = at(inverse).text, g = at(remainder).text;
  s.define("D", sum_of(d));
  s.name_sum("N", {n.high, n.low});
  s.define("Z", fmt::format("{} + {} * {}", text(q), i, g));
  s.name_lost("lost",
              {{1, remainder}, {-1, n.high.node}, {-1, n.low.node}, {1, q.node, d.high.node}, {1, q.node, d.low.node}});
  s.define("residue", fmt::format("N - {} * D", text(q)));
  const std::string near =
      fmt::format("-({0} - {1} * {2}) * {3} - {1} * ({2} - 1 / {3}) * {3}", text(q), text(n.high), i, text(d.high));
  s.hint(fmt::format("{} -> {};", definition(remainder_of(q.node, d.high.node), false), near));
  s.hint(fmt::format("residue -> {} + {} - {} * {};", near, text(n.low), text(q), text(d.low)));
  s.hint(fmt::format("Z - N / D -> residue * ({0} - 1 / D) + {0} * lost;", i));
  s.hint(fmt::format("{0} - 1 / D -> ({0} - 1 / {1}) + {2} / ({1} * D);", i, text(d.high), text(d.low)));
}

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
