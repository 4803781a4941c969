// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 + x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt 2, and with ln 2 in two parts
//   ln(1 + x) = k ln 2 + f - (f - ln(1 + f)),
// where what is subtracted from f is at most 0.07 and only small beside it is k times the lower part of ln 2. k times
// the higher is exact, and so for k = 1 and -1 is its sum with the rest where that sum is below 1/2.
template <>
struct kernel<op::log1p, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.9417;

  // From 2^1000 on 2^-k would be no normal number.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    const core::log_reduced<V> y = core::log_reduce(x, x + V(1.0));
    const V log = joined(y, y.minus_k, x);
    const auto rare = native::mask_or(native::le(x, V(-1.0)), native::lt(V(0x1p1000), x));
    return __builtin_expect(native::any(rare), 0) ? rare_log1p(x, log) : log;
  }

 private:
  // k ln 2 + ln(1 + f). minus_k is subtracted, since a difference with +0 leaves f = -0 its sign. f is rounded between
  // sqrt 2 - 1 and 1/2, where the last bit of x is smaller than that of f; lost is what f lacks.
  template <class V>
  static SIMDACT_INLINE V joined(const core::log_reduced<V>& y, const V& minus_k, const V& z) {
    using namespace coef::exact_log1p;
    const V lost = native::fms(z, y.scale, y.f + (V(1.0) - y.scale));
    const V rest = native::fma(core::twice_log_rest(y.f), V(0.5), native::fms(minus_k, V(ln2_low), lost));
    return native::fnma(minus_k, V(ln2_high), y.f - rest);
  }

  // The result, where it is not log:
  //   x < -1           NaN
  //   x = -1           -infinity
  //   x > 2^1000       ln x, since 1 + x is x, as ln(2^-64 x) + 64 ln 2
  //   infinity         x
  template <class V>
  static SIMDACT_INLINE V rare_log1p(const V& x, V log) {
    const V scaled = x * V(0x1p-64);
    const core::log_reduced<V> y = core::log_reduce(scaled, scaled);
    log = native::select(native::lt(V(0x1p1000), x), joined(y, y.minus_k - V(64.0), scaled), log);
    log = native::select(native::lt(x, V(-1.0)), V(NAN), log);
    log = native::select(native::eq(x, V(-1.0)), V(-INFINITY), log);
    return native::select(native::eq(x, V(INFINITY)), x, log);
  }
};

SIMDACT_NAMESPACE_END
