// SPDX-License-Identifier: MIT
// hard_sigmoid, hard_swish, softsign and their derivatives, in lanes of float or double, of whose bits p are the
// significand. The kernels of both arithmetics are these, with the constants of their format as arguments.
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// The float nearest to 1/6.
inline constexpr float one_sixth = 0x1.555556p-3f /* 0.16666667 */;

// (x + 3) / 6 as c x + 1/2 and c' x added to it, where 1/6 = c + c' and c is the number below 1/6: near x = -3, where
// c x + 1/2 cancels, c' x is as large as the result. Both sums are rounded, to 2/3 ulp together at most: x + 3 is a
// multiple of 2^(2 - p) there, hence the result one of a third of an ulp.
//   x = -3      the sum is just below 0, and the clamp makes it 0
//   x = +-inf   c x and c' x are infinities of one sign, since c' > 0, and leave no NaN
//   x = NaN     passes the clamp, as its second operand
template <class V>
SIMDACT_INLINE V hard_sigmoid(const V& x, const V& c, const V& rest) {
  const V u = cut_below(V(0x1p-60f), x);
  const V line = native::fma(rest, u, native::fma(c, u, V(0.5f)));
  return native::min(V(1.0f), native::max(V(0.0f), line));
}
// At other parameters one FMA rounds alpha x + beta once. NaN passes the clamp, and so may -0, which adding +0 makes
// +0.
template <class V>
SIMDACT_INLINE V hard_sigmoid(const V& x, const parameters<V>& p) {
  const V line = native::fma(p.alpha, x, p.beta);
  return native::min(V(1.0f), native::max(V(0.0f), line)) + V(0.0f);
}

// x w with w = x/6 + 1/2, x clamped to [-3, 3] in w. w is split as h + r/6:
//   h = w rounded to a multiple of 2^(1 - p), as is every number in [1, 2]: it is the sum w + 1, less 1
//   r = 6 (w - h) = x + 6 (1/2 - h), of magnitude at most 2^(3 - p)
// and the result is x h + x r/6, rounded once but for the small second product.
//
// r is exact. It is a multiple of 2^(2 - p) or of the last place of x, whichever is smaller, and below 2^(3 - p): it
// has at most p bits where |x| >= 2^(2 - p). For a smaller x, h = 1/2 and r = x.
//   x <= -3   h and r are +0, and the result is -0
//   x = -0    both products are -0, and so is their sum
//   x >= 3    h is 1 and r is +0, and the result is x; right alone is not bounded by 3
//   x = NaN   passes max and min, as their second operand
template <class V>
SIMDACT_INLINE V hard_swish(const V& x, const V& sixth) {
  const auto half = [](const V& v) SIMDACT_INLINE_LAMBDA { return lowered_product(V(0.5f), v); };
  return beside_line(native::max(V(-3.0f), x), half, [&](const V& right) SIMDACT_INLINE_LAMBDA {
    const V inside = native::min(V(3.0f), right);
    const V sum = native::fma(sixth, inside, V(1.5f));
    const V r = native::fma(V(6.0f), V(1.5f) - sum, inside);
    return native::fma(right, sum - V(1.0f), (sixth * inside) * r);
  });
}

// x <= -3 ? 0 : x < 3 ? inside : 1
template <class V>
SIMDACT_INLINE V hard_swish_bounded(const V& x, const V& inside) {
  return native::select(native::le(x, V(-3.0f)), V(0.0f), native::select(native::le(V(3.0f), x), V(1.0f), inside));
}
// Inside it is x/3 + 1/2 = (s + rest) / 3 with s = x + 3/2 rounded, which is exact near the root -3/2, and 1/3 in two
// parts: off by the last rounding and less than 2^(2 - 2 p) of itself.
template <class V>
SIMDACT_INLINE V hard_swish_derivative(const V& x, const V& third, const V& low) {
  const V s = x + V(1.5f);
  const V rest = x - (s - V(1.5f));
  return hard_swish_bounded(x, native::fma(third, s, native::fma(third, rest, low * s)));
}

// With u = |x|, q = 1 / (1 + u) as two roundings leave it, and the remainder r = 1 - q (1 + u),
//   x / (1 + u) = x q / (1 - r) = x q + (x q) r, but for r^2.
// The remainder is taken from 1 and u themselves, whose sum would have to be rounded, the larger first: q times that
// is within [1/2, 1], and 1 less that is rounded by 2^(-2 - p) at most. From end = 2^(p + 2) on the result is 1; NaN
// passes the clamp.
template <class V>
SIMDACT_INLINE V softsign(const V& x, const V& end) {
  const V one(1);
  const V bounded = native::min(end, native::max(native::negate(end), x));
  const auto same = [](const V& v) SIMDACT_INLINE_LAMBDA { return v; };
  return beside_line(bounded, same, [&](const V& inside) SIMDACT_INLINE_LAMBDA {
    const V u = native::abs(inside);
    const V large = native::max(one, u);
    const V small = native::min(one, u);
    const V q = native::div(one, one + u);
    const V r = native::fnma(q, small, native::fnma(q, large, one));
    return native::fma(inside, q, (inside * q) * r);
  });
}

// 1 / (1 + |x|)^2. 1 + u = d + d', u = |x|, exactly; q near scale / d, and the remainder e = scale - q (d + d'). The
// result is scale^-2 (q + q e / scale)^2 but for e^2, the square of q in two parts. From end on, whose square is above
// twice the reciprocal of the least subnormal number, the result is 0; NaN passes the clamp. The scale, a power of
// two, keeps all but the last multiplication from subnormal numbers, and that one rounds to them.
template <class V>
SIMDACT_INLINE V softsign_derivative(const V& x, native::scalar_t<V> end, native::scalar_t<V> scale) {
  const V u = native::min(V(end), native::abs(x));
  const V large = native::max(V(1.0f), u), small = native::min(V(1.0f), u);
  const V d = large + small;
  const V q = native::div(V(scale), d);
  const V e = native::fnma(q, small - (d - large), native::fnma(q, d, V(scale)));
  const V square = q * q;
  const V low = native::fma(e, square * V(2 / scale), native::fms(q, q, square));
  return (square + low) * V(1 / scale / scale);
}

}  // namespace core
SIMDACT_NAMESPACE_END
