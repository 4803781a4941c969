// SPDX-License-Identifier: MIT
// The second opinion: `definition` and `derivative` in MPFR. For floats 600 bits outlast the worst cancellation,
// 1 + e^x at |x| = 2^-149 cubed; for doubles 1400 bits do, x - tanh x where that is 2^-1074.
#include <mpfr.h>

#include <boost/multiprecision/mpfr.hpp>
#include <cmath>

#include "oracle.hpp"
#include "reader.hpp"

namespace simdact::oracle {
namespace {

template <unsigned decimals>
using real_with =
    boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<decimals>, boost::multiprecision::et_off>;
template <class Lane>
using real_for = std::conditional_t<std::is_same_v<Lane, float>, real_with<181>, real_with<422>>;

// The first 159 bits, scaled into [1/2, 1) so that no part of them underflows.
template <class R>
ulp::wide widened(const R& t) {
  if (t == 0 || !mpfr_number_p(t.backend().data())) return mpfr_get_d(t.backend().data(), MPFR_RNDN);
  const long exponent = mpfr_get_exp(t.backend().data());
  if (exponent < -16000) return t < 0 ? -ulp::power_of_two<ulp::wide>(-16000) : ulp::power_of_two<ulp::wide>(-16000);
  if (exponent > 16000) return t < 0 ? -HUGE_VAL : HUGE_VAL;
  R rest = ldexp(t, static_cast<int>(-exponent));
  ulp::wide sum = 0;
  for (int part = 0; part < 3; ++part) {
    const double next = mpfr_get_d(rest.backend().data(), MPFR_RNDN);
    sum += static_cast<ulp::wide>(next);
    rest -= R(next);
  }
  return sum * ulp::power_of_two<ulp::wide>(static_cast<int>(exponent));
}

template <class Op, ulp::direction way, class Lane>
exact_value evaluate(const simdact_params* params, Lane x) {
  using R = real_for<Lane>;
  if constexpr (states_any<way, Op, R>) {
    const R t = define<way, Op, Lane>(R(static_cast<double>(x)), params);
    const double high = mpfr_get_d(t.backend().data(), MPFR_RNDN);
    const R rest = std::isfinite(high) ? R(t - R(high)) : R(0);
    return {high, mpfr_get_d(rest.backend().data(), MPFR_RNDN), widened(t)};
  } else {
    (void)params, (void)x;
    return {std::nan(""), 0, static_cast<ulp::wide>(std::nan(""))};
  }
}

template <class Lane>
exact_value evaluate_any(simdact_op op, ulp::direction way, const simdact_params* params, Lane x) {
  using ulp::direction;
  switch (op) {
#define SIMDACT_OP(id, NAME, name)                                                           \
  case id:                                                                                   \
    return way == direction::forward    ? evaluate<op::name, direction::forward>(params, x)  \
           : way == direction::backward ? evaluate<op::name, direction::backward>(params, x) \
                                        : evaluate<op::name, direction::from_output>(params, x);
#include "simdact/ops.def"
#undef SIMDACT_OP
    default:
      return {std::nan(""), 0, static_cast<ulp::wide>(std::nan(""))};
  }
}

}  // namespace

exact_value evaluate_exactly(simdact_op op, ulp::direction way, const simdact_params* params, float x) {
  return evaluate_any(op, way, params, x);
}
exact_value evaluate_exactly(simdact_op op, ulp::direction way, const simdact_params* params, double x) {
  return evaluate_any(op, way, params, x);
}
exact_value evaluate_exactly(const ulp::kernel_id& k, const simdact_params* params, double x) {
  return k.dtype == SIMDACT_F64 ? evaluate_any(k.op, k.way, params, x)
                                : evaluate_any(k.op, k.way, params, static_cast<float>(x));
}

}  // namespace simdact::oracle
