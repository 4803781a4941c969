// SPDX-License-Identifier: MIT
// tanh u = L / (L + 2), L = e^(2 u) - 1, for u up to 18.71; the rest is its mirror image. Beyond, the result is that of
// 18.71, which the bound only lets be the double below 1, and from 19.06 on 1.
#include "cases.hpp"
#include "pieces.hpp"
#include "quotients.hpp"
#include "simdact/op/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

// N / D is the quotient of what the kernel divides, Z what it makes of that, before the last rounding. That d - 2 is
// exact Gappa sees on either side of 2^n, where the last place of d changes.
void prove_tanh_piece(const argument& t, double bound) {
  using kernel = forward<op::tanh>;
  script s = begin("tanh", t);
  const auto f = kernel::evaluate(kernel::reduce(argument_of(s, t, {0.5, 0, 18.71})));
  const traced y = kernel::finish(f);
  const std::vector<term>& last = record.nodes[static_cast<std::size_t>(y.node)].terms;
  name_quotient(s, {f.a, f.a_low}, {f.b, f.b_low}, traced(last[1].a, 0), y);
  s.define("Y", definition(y.node, false));
  s.cancel(record.nodes[static_cast<std::size_t>(f.b_low.node)].terms[0].a);
  s.define("L", minus_one(t.n));
  s.define("F", "L / (L + 2)");
  s.hint(fmt::format("N - L -> (N - MN) + {} * (ph + pl - T) + {};", power(t.n), t.n > 53 ? 1 : 0));
  s.name_lost("two", {{1, f.b.node}, {1, f.b_low.node}, {-1, f.a.node}, {-1, f.a_low.node}, {-2}});
  s.hint("Y - F -> (Z - N / D) + (N / D - F);");
  s.hint("N / D - F -> (2 * (N - L) - L * two) / (D * (L + 2));");
  if (t.n > 1) s.hint(fmt::format("$ {} in ({});", text(f.b), power(t.n)));
  s.shown(within("Y -/ F", before_rounding(bound)));
  s.prove();
}

}  // namespace

// 18.71 is 27 ln 2 - 0.00497..., and so r is negative where n = 54. There the kernel has 2^n in place of 2^n - 1.
void prove_tanh(double bound) {
  prove_tanh_piece({54, -largest_r, -0.0099}, bound);
  for_every_piece(0, 53, [&](const argument& t) { prove_tanh_piece(t, bound); });
}

}  // namespace proof
SIMDACT_NAMESPACE_END
