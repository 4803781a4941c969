// SPDX-License-Identifier: MIT
// max(x, 0) - g(|x|), where g vanishes. Where g is below an ulp of x it counts as 0: the error is small beside x, but
// results for x far below 0 have no relative accuracy.
//
//   vanishing(x, top, rate, width, c0, c7, ..., c1)     from the tables of the polynomials of g
#pragma once

#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// The polynomials are those of eight segments of one width around its multiples n width, in v = u - n width, u = |x|;
// n is rounded from u / width, and the low bits of the sum that rounds it are the index. g is 0 at 0, in the first
// segment, and everywhere in the last, where u is held. Signs of zeros: in the last segment v is negative, so that the
// polynomial without its constant is -0, its product with v +0, and the result -0 where the maximum is. NaN passes.
template <class V, class... Tables>
SIMDACT_INLINE V vanishing(const V& x, float top, float rate, float width, const float (&constant)[8],
                           const Tables&... c) {
  const V u = native::min_abs(V(top), x);
  const V t = native::fma(u, V(rate), V(shifter<0>));
  const native::bits_t<V> i = native::to_bits(t);
  const V v = native::fnma(t - V(shifter<0>), V(width), u);
  const V rest = native::max(V(-0.0f), x) - native::lookup<V>(constant, i);
  return native::fnma(segment_polynomial(i, v, c...), v, rest);
}

}  // namespace core
SIMDACT_NAMESPACE_END
