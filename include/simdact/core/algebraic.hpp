// SPDX-License-Identifier: MIT
// Functions of IEEE operations alone, without fits, in lanes of float or double: the kernels of both arithmetics are
// these, with the constants that depend on the format as arguments.
//
//   relu(x), relu6(x), ...                               the functions, and relu_derivative(x), ... their derivatives
#pragma once

#include <cmath>

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// 1 where low < x, or where x lies between low and high, and 0 elsewhere; NaN where x is NaN.
template <class V>
SIMDACT_INLINE V step_above(const V& low, const V& x) {
  return native::select_or_zero(native::lt_or_nan(low, x), V(1.0f), x);
}
template <class V>
SIMDACT_INLINE V step_between(const V& low, const V& x, const V& high) {
  const auto inside = native::mask_and(native::lt_or_nan(low, x), native::lt_or_nan(x, high));
  return native::select_or_zero(inside, V(1.0f), x);
}

// NaN passes max as its second operand, and so does -0: adding +0 makes it +0 and changes nothing else.
template <class V>
SIMDACT_INLINE V relu(const V& x) {
  return native::max(V(0.0f), x) + V(0.0f);
}
template <class V>
SIMDACT_INLINE V relu_derivative(const V& x) {
  return native::one_or(x, V(0.0f));
}

// As relu.
template <class V>
SIMDACT_INLINE V relu6(const V& x) {
  return native::min(V(6.0f), native::max(V(0.0f), x)) + V(0.0f);
}
template <class V>
SIMDACT_INLINE V relu6_derivative(const V& x) {
  return step_between(V(0.0f), x, V(6.0f));
}

template <class V>
SIMDACT_INLINE V leaky_relu(const V& x, const parameters<V>& p) {
  return native::select(native::lt(V(0.0f), x), x, p.alpha * x);
}
// A slope within [0, 1) makes x the larger of x and alpha x just where x > 0.
template <class V>
SIMDACT_INLINE V leaky_relu(const V& x) {
  return native::max(lowered_product(V(native::scalar_t<V>(0.01)), x), x);
}
template <class V>
SIMDACT_INLINE V leaky_relu_derivative(const V& x, const parameters<V>& p) {
  return native::one_or(x, p.alpha);
}

// x > alpha ? x : alpha, and of that m < beta ? m : beta, as in the definition: where x and a limit are zeros of two
// signs the limit is the result. So NaN would give a limit, and is selected by itself.
template <class V>
SIMDACT_INLINE V hard_tanh(const V& x, const parameters<V>& p) {
  const V clamped = native::min(native::max(x, p.alpha), p.beta);
  return native::select(native::is_nan(x), x, clamped);
}
// Limits of -1 and 1 are no zeros: x may be the second operand, which passes NaN.
template <class V>
SIMDACT_INLINE V hard_tanh(const V& x) {
  return native::min(V(1.0f), native::max(V(-1.0f), x));
}
template <class V>
SIMDACT_INLINE V hard_tanh_derivative(const V& x, const parameters<V>& p) {
  return step_between(p.alpha, x, p.beta);
}

// Where |x| <= alpha a zero of the sign of x.
template <class V>
SIMDACT_INLINE V hard_shrink(const V& x, const parameters<V>& p) {
  return native::zero_where(native::le(native::abs(x), p.alpha), x);
}

// x less the nearest point of [-alpha, alpha], rounded once. The difference has the sign of x, but is +0 inside the
// interval, where it takes that sign. NaN passes the clamp as its second operand.
template <class V>
SIMDACT_INLINE V soft_shrink(const V& x, const parameters<V>& p) {
  const V inside = native::min(p.alpha, native::max(native::negate(p.alpha), x));
  return native::with_sign(x - inside, x);
}

// That of hard_shrink and of soft_shrink.
template <class V>
SIMDACT_INLINE V shrink_derivative(const V& x, const parameters<V>& p) {
  // Opaque since gcc would compute it twice with AVX2.
  return step_above(p.alpha, native::opaque(native::abs(x)));
}

// beta where x <= alpha, which does not hold for NaN: x itself.
template <class V>
SIMDACT_INLINE V threshold(const V& x, const parameters<V>& p) {
  return native::select(native::le(x, p.alpha), p.beta, x);
}
template <class V>
SIMDACT_INLINE V threshold_derivative(const V& x, const parameters<V>& p) {
  return step_above(p.alpha, x);
}

// NaN passes max as its second operand, and so does -0, whose square is +0.
template <class V>
SIMDACT_INLINE V squared_relu(const V& x) {
  const V positive = native::max(V(0.0f), x);
  return positive * positive;
}
template <class V>
SIMDACT_INLINE V squared_relu_derivative(const V& x) {
  const V y = relu(x);
  return y + y;
}

// log1p'(x) = 1 / (1 + x): the quotient q, and q e with the remainder e = 1 - q (1 + x). The larger of 1 and x is
// subtracted first, which leaves it within half an ulp of 1/2. Where q is infinite or x is, e would be NaN: min gives
// way to its second operand.
template <class V>
SIMDACT_INLINE V log1p_derivative(const V& x) {
  const V one(1);
  const V q = native::div(one, one + x);
  const V e = native::fnma(q, native::min(one, x), native::fnma(q, native::max(one, x), one));
  const V y = native::fma(q, native::min(e, V(0x1p-20f)), q);
  return native::select(native::lt(x, V(-1.0f)), V(NAN), y);
}

// elu' and celu' from the output y, alpha being 1: y + 1, which where y is not negative is not below 1. NaN passes the
// minimum.
template <class V>
SIMDACT_INLINE V elu_slope_of(const V& y) {
  return native::min(V(1.0f), y + V(1.0f));
}

}  // namespace core
SIMDACT_NAMESPACE_END
