// SPDX-License-Identifier: MIT
// The second opinion: `definition` and `derivative` in MPFR. 600 bits outlast the worst cancellation, 1 + e^x at
// |x| = 2^-149 cubed.
#include <mpfr.h>

#include <boost/multiprecision/mpfr.hpp>
#include <cmath>

#include "oracle.hpp"
#include "reader.hpp"

namespace simdact::oracle {
namespace {

using real =
    boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<181>, boost::multiprecision::et_off>;

template <class Op, ulp::direction way>
exact_value evaluate(const simdact_params* params, float x) {
  if constexpr (states_any<way, Op, real>) {
    const real t = define<way, Op>(real(static_cast<double>(x)), params);
    const double high = mpfr_get_d(t.backend().data(), MPFR_RNDN);
    const real rest = std::isfinite(high) ? real(t - real(high)) : real(0);
    return {high, mpfr_get_d(rest.backend().data(), MPFR_RNDN), mpfr_get_flt(t.backend().data(), MPFR_RNDN)};
  } else {
    (void)params, (void)x;
    return {std::nan(""), 0, std::nanf("")};
  }
}

}  // namespace

exact_value evaluate_exactly(simdact_op op, ulp::direction way, const simdact_params* params, float x) {
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
      return {std::nan(""), 0, std::nanf("")};
  }
}

}  // namespace simdact::oracle
