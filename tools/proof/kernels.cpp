// SPDX-License-Identifier: MIT
// The kernels of exp and its relatives, each for every n that its argument can have, t on either side of 0 where n = 0:
// there the result may vanish, and errors are relative to a t between two powers of two. Below 2^-60 expm1, elu and
// tanh give x itself, the first part of e^x - 1, and sigmoid and swish what they give just above.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "cases.hpp"
#include "core.hpp"
#include "quotients.hpp"
#include "simdact/op/celu.hpp"
#include "simdact/op/elu.hpp"
#include "simdact/op/exp.hpp"
#include "simdact/op/expm1.hpp"
#include "simdact/op/log_sigmoid.hpp"
#include "simdact/op/selu.hpp"
#include "simdact/op/sigmoid.hpp"
#include "simdact/op/softplus.hpp"
#include "simdact/op/swish.hpp"
#include "simdact/op/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

template <class Op>
using forward = kernel<Op, direction::forward, arithmetic::f64, accuracy::high>;
template <class Op>
using backward = kernel<Op, direction::backward, arithmetic::f64, accuracy::high>;

// x = factor (n ln 2 + t), from low to high; beyond these the kernel clamps it.
struct domain {
  double factor, low, high;
};

// The input x of a case.
traced argument_of(script& s, const argument& t, const domain& d) {
  const double middle = t.n * M_LN2, slack = t.n == 0 ? 0 : 0x1p-30;
  double low = d.factor * (middle + t.low - slack), high = d.factor * (middle + t.high + slack);
  if (low > high) std::swap(low, high);
  low = std::max(low, d.low);
  high = std::min(high, d.high);
  s.given("x", low, high);
  return input("x", low + (high - low) * 0.7);
}

template <class Kernel>
traced result(const traced& x) {
  if constexpr (has_stages<Kernel, traced>) {
    return Kernel::finish(Kernel::evaluate(Kernel::reduce(x)));
  } else {
    return Kernel::eval(x);
  }
}

std::string power(double n) { return fmt::format("1b{}", n); }

// Proves what the function shows of every piece: for n = 0 what lies between two powers of two, and elsewhere all t.
// From |n| = 60 on 1 and 2^n are so far apart that the smaller one no longer meets the last places of the larger one in
// two parts: there n changes nothing but the scale, and one in 64 is taken, and the last.
template <class F>
void for_every_piece(int first, int last, const F& prove) {
  for (int n = first; n <= last; n++) {
    if (n == 0) {
      for (double high = largest_r, low; high > 0x1p-60; high = low) {
        low = high == largest_r ? 0.25 : high / 2;
        if (last > 0) prove(argument{0, low, high});
        if (first < 0) prove(argument{0, -high, -low});
      }
    } else if (std::abs(n) <= 60 || n % 64 == 0 || n == first || n == last) {
      prove(argument{double(n)});
    }
  }
}

std::string within(const std::string& what, double ulp) { return fmt::format("|{}| <= {:a}", what, ulp * 0x1p-53); }

// e^x - 1.
std::string minus_one(double n) { return n == 0 ? "T" : fmt::format("{} * (1 + T) - 1", power(n)); }

template <class Kernel>
void prove_minus_one(const argument& t, const domain& d, double bound) {
  script s = begin("e^x - 1", t);
  const traced y = result<Kernel>(argument_of(s, t, d));
  s.define("F", minus_one(t.n));
  s.name_last("Y", y);
  s.hint(fmt::format("MY - F -> {} * (ph + pl - T);", power(t.n)));
  s.shown(within("Y -/ F", before_rounding(bound)));
  s.prove();
}

// Of elu from n = -54 down the result is -1, and so it is where x is clamped. Its last place is 2^-53.
template <class Kernel>
void prove_minus_one_far(const argument& t, const domain& d, double bound) {
  script s = begin("-1", t);
  const traced y = result<Kernel>(argument_of(s, t, d));
  s.define("F", minus_one(t.n));
  s.shown(text(y) + " + 1 in [0, 0]");
  s.shown(within("F + 1", bound));
  s.prove();
}

// What q's fit lacks to e^r - 1 is below 2^-61.5 of it: tools/coef/f64_exp.sollya. K is r + r^2 q(r). The last place of
// e^t is twice as large from 1 on. n only scales: it is 1 here.
void prove_exp_of(const argument& t, const char* pieces, double bound) {
  script s = begin("e^x", t);
  const traced y = result<forward<op::exp>>(argument_of(s, t, {1, -746, 710}));
  s.name_last("Y", y);
  s.define("K", "MY * 1b-1 - 1 - low");
  s.given("E - (MY * 1b-1 + low * K)", -0x1p-61, 0x1p-61);
  s.hint("Y * 1b-1 - E -> (Y - MY) * 1b-1 - (E - (MY * 1b-1 + low * K)) - low * K;");
  s.hint(std::string("$ r in ") + pieces + ";");
  s.shown(within("Y * 1b-1 - E", before_two_roundings(bound) * (t.low < 0 ? 1 : 2)));
  s.prove();
}
void prove_exp(double bound) {
  prove_exp_of({1, 0, largest_r}, "32", bound);
  prove_exp_of({1, -largest_r, 0}, "256", bound);
}

constexpr domain expm1_domain{1, -40, 709.79};
void prove_expm1(double bound) {
  using kernel = forward<op::expm1>;
  for_every_piece(-58, 1024, [&](const argument& t) { prove_minus_one<kernel>(t, expm1_domain, bound); });
}

constexpr domain elu_domain{1, -40, 0};
void prove_elu(double bound) {
  using kernel = forward<op::elu>;
  for_every_piece(-53, 0, [&](const argument& t) { prove_minus_one<kernel>(t, elu_domain, bound); });
  for (int n = -58; n < -53; n++) prove_minus_one_far<kernel>({double(n)}, elu_domain, bound);
}

// s(x) = unit / (unit + unit e^-x), the numbers of which are the kernel's. Below -760 the result is 0, above 60 it
// is 1.
std::string logistic_denominator(double n) { return fmt::format("1b-100 + {} * (1 + T)", power(n - 100)); }

template <class Kernel>
script traced_logistic(const argument& t, const domain& d, traced& x, traced& y) {
  script s = begin("s(x)", t);
  x = argument_of(s, t, d);
  y = result<Kernel>(x);
  name_reciprocal(s, divided.denominator, divided.result, logistic_denominator(t.n));
  s.hint(fmt::format("({0}) - D -> -(D - MD) - (MD - ({0}));", logistic_denominator(t.n)));
  s.hint(fmt::format("MD - ({}) -> {} * (ph + pl - T);", logistic_denominator(t.n), power(t.n - 100)));
  return s;
}

// Whether y is the sum of the two parts, rounded and scaled.
void check_rounded(const traced& y, const parts& sum) {
  const traced rounded = core::f64::rounded(sum);
  const auto& scaled = record.nodes[static_cast<std::size_t>(y.node)].terms;
  if (scaled.size() != 1 || scaled[0].a != rounded.node) throw std::logic_error("a result that is not the rounded sum");
}

template <class Kernel>
void prove_logistic(const domain& d, int first, int last, double bound) {
  for_every_piece(first, last, [&](const argument& t) {
    traced x, y;
    script s = traced_logistic<Kernel>(t, d, x, y);
    check_rounded(y, divided.result);
    s.shown(within("R", before_two_roundings(bound)));
    s.prove();
  });
}
void prove_sigmoid(double bound) { prove_logistic<forward<op::sigmoid>>({-1, -760, 60}, -87, 1097, bound); }
void prove_log_sigmoid_derivative(double bound) {
  prove_logistic<backward<op::log_sigmoid>>({1, -60, 760}, -87, 1097, bound);
}

// e^(2 x) - 1 over that plus 2. Above 18.71 the result is that of 18.71, or 1.
void prove_tanh(double bound) {
  using kernel = forward<op::tanh>;
  for_every_piece(0, 54, [&](const argument& t) {
    script s = begin("tanh", t);
    const auto f = kernel::evaluate(kernel::reduce(argument_of(s, t, {0.5, 0, 18.71})));
    const traced y = kernel::finish(f);
    const auto& last = record.nodes[static_cast<std::size_t>(y.node)].terms;
    name_quotient(s, {f.m, f.m_low}, {f.d, f.d_low}, traced(last[1].a, 0), y);
    s.define("Y", definition(y.node, false));
    s.cancel(record.nodes[static_cast<std::size_t>(f.d_low.node)].terms[0].a);
    s.define("L", minus_one(t.n));
    s.define("F", "L / (L + 2)");
    s.hint(fmt::format("N - L -> (N - MN) + {} * (ph + pl - T);", power(t.n)));
    s.name_lost("two", {{1, f.d.node}, {1, f.d_low.node}, {-1, f.m.node}, {-1, f.m_low.node}, {-2}});
    s.hint("Y - F -> (Z - N / D) + (N / D - F);");
    s.hint("N / D - F -> (2 * (N - L) - L * two) / (D * (L + 2));");
    s.shown(within("Y -/ F", before_rounding(bound)));
    s.prove();
  });
}

}  // namespace

const std::vector<case_of_kernel>& cases() {
  static const std::vector<case_of_kernel> all = {
      {"exp", "forward", forward<op::exp>::bound, prove_exp},
      {"exp", "backward", backward<op::exp>::bound, prove_exp},
      {"expm1", "backward", backward<op::expm1>::bound, prove_exp},
      {"elu", "backward", backward<op::elu>::bound, prove_exp},
      {"celu", "backward", backward<op::celu>::bound, prove_exp},
      {"expm1", "forward", forward<op::expm1>::bound, prove_expm1},
      {"elu", "forward", forward<op::elu>::bound, prove_elu},
      {"celu", "forward", forward<op::celu>::bound, prove_elu},
      {"sigmoid", "forward", forward<op::sigmoid>::bound, prove_sigmoid},
      {"softplus", "backward", backward<op::softplus>::bound, prove_sigmoid},
      {"log_sigmoid", "backward", backward<op::log_sigmoid>::bound, prove_log_sigmoid_derivative},
      {"tanh", "forward", forward<op::tanh>::bound, prove_tanh},
  };
  return all;
}

}  // namespace proof
SIMDACT_NAMESPACE_END
