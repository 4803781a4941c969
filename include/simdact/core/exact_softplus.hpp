// SPDX-License-Identifier: MIT
// softplus(x) = max(x, 0) + ln(1 + e^-|x|) in two floats, for the exact tier: core/exact_exp.hpp and core/exact_log.hpp
// one after the other.
//
//   exact_softplus(x, wide)      wide(x) is the same in double, for vectors with results that the floats do not tell
//
// The exponential is renormalized to two floats e + e_low, below it by up to A w, and ln(1 + e) grows no faster than
// e. Where max(x, 0) is the larger term, what the sum of the two terms' high parts lacks is rounded relatively to
// max(x, 0), by 2^-48 of it; else the two more roundings are less than what the logarithm's bound has to spare.
#pragma once

#include "simdact/core/exact_exp.hpp"
#include "simdact/core/exact_log.hpp"
#include "simdact/core/lowered.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class V, class Wide>
SIMDACT_INLINE V exact_softplus(const V& x, const Wide& wide) {
  const V minus_u = native::from_bits<V>(native::to_bits(x) | native::to_bits(V(-0.0f)));
  // Beyond 65 terms that count may be subnormal, or infinite, and beyond 28 such as do not.
  if (__builtin_expect(native::any(native::lt(minus_u, V(avoids_subnormals ? -28.0f : -65.0f))), 0)) return wide(x);
  const V positive = native::max(V(0.0f), x);
  const auto from_exp = [&](const V& a, const V& r, const V& c, const V& w) SIMDACT_INLINE_LAMBDA {
    const V e_high = native::fma(a, r, a);
    const V e_rest = native::fma(a, c, native::fma(a, r, a - e_high));
    const V e = e_high + e_rest;
    const V e_low = (e_high - e) + e_rest;
    const V sum = e + V(1.0f);
    const auto from_log = [&](const V& h, const V& l, const V& v) SIMDACT_INLINE_LAMBDA {
      const V larger = native::max(positive, h);
      const V high = positive + h;
      const V rest = (larger - high) + native::min(positive, h);
      const V width = native::fma(positive, V(0x1p-46f), v);
      const V y = high + (rest + (l - width));
      const auto doubtful = is_doubtful(y, high, rest + native::fma(a, w, l + width));
      return __builtin_expect(native::any(doubtful), 0) ? wide(x) : y;
    };
    return exact_log(from_log, sum, e - (sum - V(1.0f)), e_low);
  };
  return exact_terms(from_exp, minus_u);
}

}  // namespace core
SIMDACT_NAMESPACE_END
