// SPDX-License-Identifier: MIT
// prelu(x) = x for x > 0 and s x elsewhere, s a learned slope; its derivatives by x and by s, times dy. A NaN stays.
#pragma once

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace join {

template <class V>
SIMDACT_INLINE V prelu(const V& x, const V& slope) {
  return native::select(native::lt(V(native::scalar_t<V>(0)), x), x, slope * x);
}
template <class V>
SIMDACT_INLINE V prelu_gradient(const V& x, const V& slope, const V& dy) {
  return dy * native::one_or(x, slope);
}
// The slope's gradient is the sum of x dy where x is not positive: that with an element's term, or without it.
template <class V>
SIMDACT_INLINE V prelu_slope_sum(const V& x, const V& with, const V& without) {
  return native::select(native::lt(V(native::scalar_t<V>(0)), x), without, with);
}

}  // namespace join
SIMDACT_NAMESPACE_END
