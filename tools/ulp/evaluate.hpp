// SPDX-License-Identifier: MIT
// f and f' of every card over arrays, in a real type of the including file's choice.
#pragma once

#include <cmath>
#include <limits>

#include "oracle.hpp"
#include "reader.hpp"

namespace simdact::oracle {
namespace {

using ulp::direction;

template <class Op>
constexpr simdact_op op_id = 0;
#define SIMDACT_OP(id, NAME, name) \
  template <>                      \
  constexpr simdact_op op_id<op::name> = id;
#include "simdact/ops.def"
#undef SIMDACT_OP

// f(+-inf): what IEEE arithmetic gives where it has an answer at both ends at default parameters, so that leaky_relu
// and hard_sigmoid use the IEEE product; elsewhere the limit.
template <class Op, direction way, class Lane, class R>
R at_infinity(Lane x, const simdact_params* params) {
  const auto refer_at = [](double at, const simdact_params* p) { return refer<way, Op, Lane>(R(at), p); };
  const auto is_number = [](const R& t) { return t == t; };
  static const bool plain = is_number(refer_at(HUGE_VAL, nullptr)) && is_number(refer_at(-HUGE_VAL, nullptr));
  if (plain) return refer_at(static_cast<double>(x), params);
  R far(std::copysign(0x1p800, static_cast<double>(x)));
  if constexpr (std::is_same_v<Lane, double>) far *= R(0x1p800);  // whose parameters may be as small as 2^-1074
  const R t = refer<way, Op, Lane>(far, params);
  if (t > 100) return R(HUGE_VAL);
  return t < -100 ? R(-HUGE_VAL) : t;
}

template <class Op, class = void>
constexpr bool has_roots = false;
template <class Op>
constexpr bool has_roots<Op, std::void_t<decltype(Op::derivative_roots(parameters<double>{}))>> = true;

#if defined(SIMDACT_HAVE_MPFR)
inline void take(const exact_value& from, double& t) { t = from.high; }
inline void take(const exact_value& from, ulp::wide& t) { t = from.value; }
#endif

// Around a root the plain form of a derivative loses the digits that MPFR, or a long double, keeps: in double there are
// 40 bits left at this distance, in wide 80.
template <class T>
constexpr double near_root = sizeof(T) == sizeof(double) ? 0x1p-7 : 0x1p-30;

template <class Op, class Lane, class T>
void mend_near_roots(const simdact_params* params, const Lane* x, T* t, std::size_t n) {
#if defined(SIMDACT_HAVE_MPFR) || LDBL_MANT_DIG == 113
  const auto p = real_parameters<double, Lane>(params != nullptr ? *params : defaults_of<Op>());
  for (const double root : Op::derivative_roots(p)) {
    for (std::size_t i = 0; i < n; ++i) {
      if (std::fabs(static_cast<double>(x[i]) - root) > near_root<T> * std::fabs(root)) continue;
#if defined(SIMDACT_HAVE_MPFR)
      take(evaluate_exactly(op_id<Op>, direction::backward, params, x[i]), t[i]);
#else  // enough for floats; for doubles the plain form is of so many digits already
      t[i] = static_cast<T>(refer<direction::backward, Op, Lane>(static_cast<long double>(x[i]), params));
#endif
    }
  }
#else
  (void)params, (void)x, (void)t, (void)n;
#endif
}

// R's value as a T.
template <class T, class R>
T value_as(const R& t) {
  return static_cast<T>(t);
}

// Boost's numbers subtract from an integer by a negation, which gives a zero the wrong sign: it is that of the same
// form in double.
template <class Op, direction way, class Lane>
void mend_zero(const simdact_params* params, Lane x, ulp::wide& t) {
  if (t == 0) t = std::copysign(0.0, refer<way, Op, Lane>(static_cast<double>(x), params));
}

template <class Op, direction way, class R, class Lane, class T>
void evaluate(const simdact_params* params, const Lane* x, T* t, std::size_t n) {
  unsigned finite = 1;
  for (std::size_t i = 0; i < n; ++i) {
    t[i] = value_as<T>(refer<way, Op, Lane>(R(static_cast<double>(x[i])), params));
    if constexpr (!std::is_same_v<R, double>) mend_zero<Op, way>(params, x[i], t[i]);
    finite &= static_cast<unsigned>(std::fabs(x[i]) <= std::numeric_limits<Lane>::max());
  }
  if constexpr (way == direction::backward && has_roots<Op>) mend_near_roots<Op>(params, x, t, n);
  if (finite == 1) return;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isinf(x[i])) t[i] = value_as<T>(at_infinity<Op, way, Lane, R>(x[i], params));
    if (std::isnan(x[i])) t[i] = static_cast<T>(std::numeric_limits<double>::quiet_NaN());
  }
}

}  // namespace
}  // namespace simdact::oracle
