// SPDX-License-Identifier: MIT
// maxout = the largest of several pieces, NaN where one is; its derivative sends dy to the first of the largest.
#pragma once

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace join {

// The larger of the largest so far and the next piece: the earlier of equal ones, and a NaN for ever.
template <class V>
SIMDACT_INLINE V maxout(const V& largest, const V& piece) {
  return native::select(native::is_nan(piece), piece, native::max(piece, largest));
}

// What of dy goes to a piece; rest is what no earlier piece has taken, and what this one leaves of it.
template <class V>
SIMDACT_INLINE V maxout_gradient(const V& largest, const V& piece, V& rest) {
  const auto taken = native::eq(piece, largest);
  const V share = native::select_or_zero(taken, rest);
  rest = native::select(taken, V(native::scalar_t<V>(0)), rest);
  return native::select(native::is_nan(largest), largest, share);
}

}  // namespace join
SIMDACT_NAMESPACE_END
