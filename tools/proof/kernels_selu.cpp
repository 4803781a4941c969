// SPDX-License-Identifier: MIT
// selu and its derivative, lambda a (e^x - 1) and lambda a e^x for x < 0, lambda x for x > 0. L stands for that factor,
// which is the sum of its two parts but for half of the last place of the second.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <stdexcept>

#include "cases.hpp"
#include "pieces.hpp"
#include "simdact/op/selu.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

namespace c = coef::f64_selu;
using selu = forward<op::selu>;

using real = boost::multiprecision::cpp_bin_float_100;
struct factor {
  double high, low;
  real (*exact)();
};
const factor lambda{c::slope, c::slope_low, op::selu::lambda<real>};
const factor lambda_a{c::factor, c::factor_low, [] { return real(op::selu::lambda<real>() * op::selu::a<real>()); }};

std::string sum(const factor& l) { return fmt::format("({} + {})", digits(l.high), digits(l.low)); }

void given_factor(script& s, const factor& l) {
  if (abs(l.exact() - l.high - l.low) > 0x1p-108) throw std::runtime_error("selu: the factor is not its two parts");
  s.given(fmt::format("L - {}", sum(l)), -0x1p-108, 0x1p-108);
}

// F is L f, f of the form scale T + a constant; y is f with the parts of T in its place, times the parts of L.
void name_product(script& s, const traced& y, const std::string& scale, const std::string& f) {
  given_factor(s, lambda_a);
  s.define("f", f);
  s.define("F", "L * f");
  s.name_last("Y", y);
  const parts p = exp_remainder(exp_reduce(traced()));
  s.hint(fmt::format("MY - F -> {0} * ({1} * ({2} + {3} - T) + {4} * ({2} - T)) - (L - {5}) * f;", scale,
                     digits(lambda_a.high), text(p.high), text(p.low), digits(lambda_a.low), sum(lambda_a)));
}

constexpr domain below{1, -40, 0};

void prove_below(const argument& t, double bound) {
  script s = begin("selu", t);
  const traced y = result<selu>(argument_of(s, t, below));
  name_product(s, y, power(t.n), minus_one(t.n));
  s.shown(within("Y -/ F", before_rounding(bound)));
  s.prove();
}

// From n = -54 down the result is -L rounded, and so it is where x is clamped. Its last place is 2^-52.
void prove_far(double n, double bound) {
  script s = begin("selu, far", {n});
  const traced y = result<selu>(argument_of(s, {n}, below));
  given_factor(s, lambda_a);
  s.define("F", fmt::format("L * ({})", minus_one(n)));
  s.shown(fmt::format("{} + {} in [0, 0]", text(y), digits(lambda_a.high)));
  s.shown(within(fmt::format("F + {}", digits(lambda_a.high)), 2 * bound));
  s.prove();
}

// Within the bound in units of y's last place, where |y| is at least that.
void show_within(script& s, double least, double bound) {
  const int last_place = least < 0x1p-1022 ? -1074 : std::ilogb(least) - 52;
  s.shown(fmt::format("|(Y - F) * 1b{}| <= {:a}", -last_place, before_rounding(bound)));
}

void prove_beside_zero(double low, double high, double bound) {
  script s = begin_beside_zero("selu", low, high);
  const traced y = result<selu>(input("r", (low + high) / 2));
  name_product(s, y, "1", "T");
  show_within(s, -high, bound);
  s.prove();
}

void prove_above(double low, double high, double bound) {
  script s = begin("selu, x > 0", {0, 0, 0});
  s.allow_subnormal();
  s.given("@FLT(x, 53)");
  s.given("@FIX(x, -1074)");
  s.given("x", low, high);
  given_factor(s, lambda);
  s.define("F", "L * x");
  s.name_last("Y", result<selu>(input("x", (low + high) / 2)));
  s.hint(fmt::format("MY - F -> ({} - L) * x;", sum(lambda)));
  show_within(s, low, bound);
  s.prove();
}

// n only scales. Where it is 0 the parts of T have another error.
void prove_derivative(double n, double bound) {
  script s = begin("selu'", {n});
  const traced y = result<backward<op::selu>>(argument_of(s, {n}, {1, -760, 0}));
  name_product(s, y, power(n), fmt::format("{} * (1 + T)", power(n)));
  s.shown(within("Y -/ F", before_two_roundings(bound)));
  s.prove();
}

}  // namespace

// Beside 0 the product with the factor's second part may be subnormal; above that a power of two only scales.
void prove_selu(double bound) {
  for (int n = -58; n < -53; n++) prove_far(n, bound);
  for_every_piece(-53, 0, [&](const argument& t) { prove_below(t, bound); });
  prove_beside_zero(-0x1p-60, -0x1p-61, bound);
  prove_above(1, 2, bound);
  for (double high = 0x1p-900, low; high > 0x1p-1074; high = low) {
    low = high > 0x1p-1021 ? high / 2 : 0x1p-1074;
    prove_beside_zero(-high, -low, bound);
    prove_above(low, high, bound);
  }
}
void prove_selu_derivative(double bound) {
  prove_derivative(-1, bound);
  prove_derivative(0, bound);
}

}  // namespace proof
SIMDACT_NAMESPACE_END
