// SPDX-License-Identifier: MIT
// The sigmoid and what it is the derivative of, and swish, x times the sigmoid: unit / (unit + unit e^-x), the numbers
// of which are the kernel's. Below -760 the result is 0, above 60 it is 1 or x.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cases.hpp"
#include "pieces.hpp"
#include "quotients.hpp"
#include "simdact/op/log_sigmoid.hpp"
#include "simdact/op/sigmoid.hpp"
#include "simdact/op/softplus.hpp"
#include "simdact/op/swish.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

// For n = 0 it depends on the sign of t which of 1 and e^-x is the larger one, if they differ.
template <class F>
void for_every_logistic_piece(int first, const F& prove) {
  const double line = 0x1p-55, middle = 0x1p-28;
  prove({0, -line, line});
  prove({0, line, middle});
  prove({0, middle, largest_r});
  prove({0, -middle, -line});
  prove({0, -largest_r, -middle});
  for_every_exponent(first, 1096, prove);
}

// What is proven of the two parts A of 1 / E, E the denominator: R = A E - 1.
void name_logistic(script& s, double n, const parts& d, const parts& a) {
  const int unit = std::ilogb(core::f64::logistic_unit);
  const std::string e = fmt::format("1b{} + {} * (1 + T)", unit, power(n + unit));
  s.allow_subnormal();
  s.define("E", e);
  name_reciprocal(s, d, a, "E");
  s.hint("E - D -> -(D - MD) - (MD - E);");
  s.hint(fmt::format("MD - E -> {} * (ph + pl - T);", power(n + unit)));
}

const node& last_sum(const traced& y) {
  const std::vector<term>& scaled = record.nodes[static_cast<std::size_t>(y.node)].terms;
  if (scaled.size() != 1 || scaled[0].b >= 0) throw std::logic_error("no result scaled by a power of two");
  return record.nodes[static_cast<std::size_t>(scaled[0].a)];
}

// y is the sum of the two parts, rounded and scaled.
template <class Kernel>
void prove_logistic(const domain& d, double bound) {
  const auto prove_piece = [&](const argument& t) {
    script s = begin("s(x)", t);
    const parts e = Kernel::evaluate(Kernel::reduce(argument_of(s, t, d)));
    const parts a = core::f64::reciprocal<traced>(e);
    if (last_sum(Kernel::finish(e)).text != text(core::f64::rounded(a))) throw std::logic_error("not the rounded sum");
    name_logistic(s, t.n, e, a);
    s.shown(within("R", before_two_roundings(bound)));
    s.prove();
  };
  for_every_logistic_piece(-87, prove_piece);
}

// Whether y is x i + v rounded and scaled, v = x l rounded, i and l the two parts.
bool is_product(const traced& y, const traced& x, const parts& a) {
  const std::vector<term>& sum = last_sum(y).terms;
  const auto is_times_x = [&](const term& t, const traced& part) {
    return t.factor == 1 && std::minmax(t.a, t.b) == std::minmax(x.node, part.node);
  };
  if (sum.size() != 2 || !is_times_x(sum[0], a.high) || sum[1].factor != 1 || sum[1].b >= 0) return false;
  const node& v = record.nodes[static_cast<std::size_t>(sum[1].a)];
  return v.kind == node::sum && v.rounded && v.terms.size() == 1 && is_times_x(v.terms[0], a.low);
}

// Every term of y before its last rounding has the factor x, and so W x stands for it, with v = x l (1 + e): of i and
// l, which are near 2^300 s, no product with x is subnormal.
void prove_swish_piece(const argument& t, double bound) {
  using kernel = forward<op::swish>;
  script s = begin("x s(x)", t);
  const traced x = argument_of(s, t, {-1, -760, 40});
  const auto q = kernel::evaluate(kernel::reduce(x));
  const parts d{q.d, q.d_low}, a = core::f64::reciprocal<traced>(d);
  if (!is_product(kernel::finish(q), x, a)) throw std::logic_error("swish: not the rounded product");
  name_logistic(s, t.n, d, a);
  s.given("e", -0x1p-53, 0x1p-53);
  s.define("W", fmt::format("{} + {} * (1 + e)", text(a.high), text(a.low)));
  s.define("RW", "W * E - 1");
  s.hint(fmt::format("RW -> R + {} * e * E;", text(a.low)));
  s.shown(within("RW", before_two_roundings(bound)));
  s.prove();
}

}  // namespace

void prove_sigmoid(double bound) { prove_logistic<forward<op::sigmoid>>({-1, -760, 60}, bound); }
void prove_log_sigmoid_derivative(double bound) { prove_logistic<backward<op::log_sigmoid>>({1, -60, 760}, bound); }
void prove_swish(double bound) {
  for_every_logistic_piece(-58, [&](const argument& t) { prove_swish_piece(t, bound); });
}

}  // namespace proof
SIMDACT_NAMESPACE_END
