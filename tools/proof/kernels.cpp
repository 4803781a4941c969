// SPDX-License-Identifier: MIT
// The kernels of exp and its relatives, each for every n that its argument can have, t on either side of 0 where n = 0:
// there the result may vanish, and errors are relative to a t between two powers of two. Below 2^-60 expm1 and elu
// give x itself, the first part of e^x - 1.
#include <fmt/format.h>

#include "cases.hpp"
#include "pieces.hpp"
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
      {"selu", "forward", forward<op::selu>::bound, prove_selu},
      {"selu", "backward", backward<op::selu>::bound, prove_selu_derivative},
      {"sigmoid", "forward", forward<op::sigmoid>::bound, prove_sigmoid},
      {"softplus", "backward", backward<op::softplus>::bound, prove_sigmoid},
      {"tanh", "forward", forward<op::tanh>::bound, prove_tanh},
      {"swish", "forward", forward<op::swish>::bound, prove_swish},
      {"log_sigmoid", "backward", backward<op::log_sigmoid>::bound, prove_log_sigmoid_derivative},
      {"celu", "forward", forward<op::celu>::bound, prove_elu},
  };
  return all;
}

}  // namespace proof
SIMDACT_NAMESPACE_END
