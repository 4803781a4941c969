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
// The term of the slope's gradient: x dy where x is not positive, else 0.
template <class V>
SIMDACT_INLINE V prelu_slope_term(const V& x, const V& term) {
  return native::select(native::lt(V(native::scalar_t<V>(0)), x), V(native::scalar_t<V>(0)), term);
}

}  // namespace join
SIMDACT_NAMESPACE_END
