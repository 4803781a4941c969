// SPDX-License-Identifier: MIT
// Derivatives that take one of two values.
#pragma once

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// inside where the mask holds and 0, or outside, elsewhere; NaN where x is NaN, where the mask, of comparisons of x,
// does not hold.
template <class M, class V>
SIMDACT_INLINE V step(const M& mask, const V& x, const V& inside = V(1.0f)) {
  return native::or_nan(native::select_or_zero(mask, inside), x);
}
template <class M, class V>
SIMDACT_INLINE V step(const M& mask, const V& x, const V& inside, const V& outside) {
  return native::select(native::is_nan(x), x, native::select(mask, inside, outside));
}

}  // namespace core
SIMDACT_NAMESPACE_END
