// SPDX-License-Identifier: MIT
// log1p(x) = ln(1 + x)
#pragma once

#include <cmath>

#include "simdact/coef/log1p.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct log1p {
  template <class R>
  static R definition(const R& x) {
    using std::log1p;
    return log1p(x);
  }

  // 1 + x = 2^k (1 + z), 3/4 <= 1 + z < 3/2, where the rounded sum only chooses k: z = x s - (1 - s) with s = 2^-k is
  // rounded once, and exact near 0. ln(1 + z) = 2 atanh v = z - v (z - v^2 p(v^2)), v = z / (z + 2).
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V sum = x + V(1.0f);
    const parts<V> y = split(x, sum);
    const V log = native::fnma(y.minus_k, V(ln2), y.log);
    // Everything but 0 < sum < 1.5 * 2^126 wraps below its low end as a signed integer.
    const auto wrapped = native::to_bits(sum) + native::to_bits(V(0x1.8p-125f));
    const auto rare = native::gt_signed(native::to_bits(V(0x1p-24f)), wrapped);
    return __builtin_expect(native::any(rare), 0) ? rare_log1p(x, log) : log;
  }

  // In double, narrowed once. A zero keeps its sign. Nine results are midpoints in double, though it is within half its
  // last place of the exact ones.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    static constexpr float inputs[16] = {0x1.0f1fd6p+3f,
                                         0,
                                         0x1.6351d8p+95f,
                                         0x1.fb035ap-2f,
                                         0x1.800006p-21f,
                                         0,
                                         -0x1.1d9188p-9f,
                                         -0x1.1fffcap-17f,
                                         0x1.200036p-17f,
                                         0,
                                         0,
                                         -0x1.7ffffap-21f,
                                         0x1.b121a6p+76f,
                                         0,
                                         0,
                                         0};
    static constexpr float results[16] = {0x1.1fcbcep+1f,
                                          0,
                                          0x1.08b512p+6f,
                                          0x1.9bddc2p-2f,
                                          0x1.7ffffep-21f,
                                          0,
                                          -0x1.1de14ap-9f,
                                          -0x1.20001ap-17f,
                                          0x1.1fffe6p-17f,
                                          0,
                                          0,
                                          -0x1.800002p-21f,
                                          0x1.a9a3f2p+5f,
                                          0,
                                          0,
                                          0};
    const V bounded = native::min(V(0x1.fffffep127f), native::max(V(-0x1.fffffep-1f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::exact_log1p(d); };
    const V y = core::corrected(core::in_double(f, bounded), x, inputs, results);
    const V inside = native::with_sign(native::abs(y), x);
    const V edge = native::select(native::eq(x, V(-1.0f)), V(-INFINITY), V(NAN));
    const V above = native::select(native::eq(x, V(INFINITY)), x, inside);
    return native::select(native::le(x, V(-1.0f)), edge, above);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.962, -0x1.6ff8ccp-2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.0f1fd6p+3}};

 private:
  // Multiplies k 2^23, the integer that adds k to a float's exponent.
  static constexpr float ln2 = coef::log1p::ln2 * 0x1p-23f;

  // ln(1 + x) = log - 2^-23 minus_k ln 2. Subtracted zeros are +0, so that x = -0 keeps its sign.
  template <class V>
  struct parts {
    V log, minus_k;
  };

  template <class V>
  static SIMDACT_INLINE parts<V> split(const V& x, const V& sum) {
    using coef::log1p::p;
    const auto below = native::to_bits(V(0x1.7ffffep0f)) - native::to_bits(sum);
    const auto minus_k = below & native::to_bits(V(-INFINITY));
    const V s = native::from_bits<V>(minus_k + native::to_bits(V(1.0f)));
    const V z = native::fms(x, s, V(1.0f) - s);
    const V v = native::div(z, z + V(2.0f));
    const V v2 = v * v;
    const V q = native::fma(v2, native::fma(v2, V(p[2]), V(p[1])), V(p[0]));
    return {native::fnma(v, native::fnma(v2, q, z), z), native::signed_to_float(minus_k)};
  }

  // log where it is right, and the result elsewhere: above 2^100 ln(1 + x) = ln(2^-32 x) + 32 ln 2.
  template <class V>
  static SIMDACT_INLINE V rare_log1p(const V& x, V log) {
    log = native::select(native::lt(x, V(-1.0f)), V(NAN), log);
    log = native::select(native::eq(x, V(-1.0f)), V(-INFINITY), log);
    const auto large = native::lt(V(0x1p100f), x);
    if (!native::any(native::mask_or(large, native::is_nan(x)))) return log;
    const V scaled = x * V(0x1p-32f);
    const parts<V> y = split(scaled, scaled);
    const V large_log = native::fnma(y.minus_k - V(32.0f * 0x1p23f), V(ln2), y.log);
    log = native::select(large, large_log, log);
    return native::select(native::lt(x, V(INFINITY)), log, x);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END
