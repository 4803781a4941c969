// SPDX-License-Identifier: MIT
// Derivatives that take one of two values.
#pragma once

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// inside where the mask holds and outside elsewhere; x where it is NaN, which no comparison sees.
template <class M, class V>
SIMDACT_INLINE V step(const M& mask, const V& x, const V& inside, const V& outside) {
  return native::select(native::is_nan(x), x, native::select(mask, inside, outside));
}
template <class M, class V>
SIMDACT_INLINE V step(const M& mask, const V& x) {
  return step(mask, x, V(1.0f), V(0.0f));
}

}  // namespace core
SIMDACT_NAMESPACE_END
