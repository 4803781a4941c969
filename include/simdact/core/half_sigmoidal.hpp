// SPDX-License-Identifier: MIT
// Odd functions with a limit, tanh and those like it, in f16 and bf16: a polynomial in u = |x| for each of eight
// segments, or of sixteen, whose coefficients, the highest first, are such that every result is correctly rounded. From
// top on it is constant. NaN passes the minimum, or comes back with the sign.
//
//   half_sigmoidal(x, top, slope, offset, c3, ..., c0)    the segments are those of u slope + offset
#pragma once

#include <cstddef>

#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class V, std::size_t segments, class... Tables>
SIMDACT_INLINE V half_sigmoidal(const V& x, float top, float slope, float offset, const float (&highest)[segments],
                                const Tables&... c) {
  const V u = native::min(V(top), native::abs(x));
  const V place = native::fma(u, V(slope), V(offset));
  native::bits_t<V> i;
  if constexpr (segments == 16) {
    i = quarter_octave(place);
  } else {
    i = half_octave(place);
  }
  return native::with_sign(segment_polynomial(i, u, highest, c...), x);
}

}  // namespace core
SIMDACT_NAMESPACE_END
