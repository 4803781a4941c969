// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// With e = e^x, n = e^2 + 2 e and d = 1 + n/2, the quotient x n / d is 2 mish(x). Each of e, n and d is held in two
// floats, the second being what the first lacks: e = A + W, and n + n_low and d + d_low.
//
// e, n and n / d are scaled by 2^48 or 2^49: nothing is subnormal before the last product, which rounds the negative
// tail once.
template <>
struct kernel<op::mish, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9507;
  static constexpr double tail = 55.2;
  static constexpr bool meets_subnormals = true;
  // From here on x itself is the result: mish(x) differs from it by less than its last bit.
  static constexpr float top = 8.48f;

  template <class V>
  struct reduced {
    V x, bounded;
    core::exp_reduced<1, V> e;
  };
  // Below -110 the result is -0. Above top it is x whatever e^x becomes.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V bounded = native::max(V(-110.0f), x);
    const V u = core::cut_below(V(0x1p-60f), core::held_below(V(20.0f), bounded));
    return {x, core::raised(bounded), core::exp_reduce(u)};
  }

  // n = (A^2 + 2 A) + W (2 + 2 A + W). The first term is p + p_low, the second, of which one float is enough, is added
  // to p_low.
  template <class V>
  struct fraction {
    V x, bounded, n, n_low, d, d_low;
  };
  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(const reduced<V>& s) {
    const core::exp_parts<V> e = core::exp_terms<3, scale + 1>(s.e);
    const V a = e.a, w = core::exp_low(e);                            // times 2^49
    const V half = core::cut_below(V(1.0f), a) * V(0.25f * unscale);  // A/2
    const V p = native::fma(a, half, a);                              // 2^48 (A^2 + 2 A)
    const V p_low = native::fma(a, half, a - p);
    const V slope = native::fma(w, V(0.25f * unscale), native::fma(a, V(0.5f * unscale), V(1.0f)));  // 1 + A + W/2
    const V rise = native::fma(w, slope, p_low);
    const V n = p + rise;
    const V counting = core::cut_below(V(1.0f), n);
    const V d = native::fma(counting, V(0.5f * unscale), V(1.0f));
    return {s.x, s.bounded, n, rise - (n - p), d, native::fms(counting, V(0.5f * unscale), d - V(1.0f))};
  }

  // q = n / d, and 1 / d = 1 - q/2. What q lacks is its remainder over d,
  //   n + n_low - q (d + d_low + n_low/2) = (n - q d - q d_low) + n_low / d.
  // The result is x also for x = -0, x = inf and NaN: for these, and x > top, bits(x) - 1 is larger as a signed integer
  // than the bits of top, but for a NaN with the sign bit, which the arithmetic passes.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const fraction<V>& f) {
    const V q = native::div(f.n, f.d);
    const V inverse = native::fnma(q, V(0.5f * unscale), V(1.0f));
    const V remainder = native::fma(f.n_low, inverse, native::fnma(q, f.d_low, native::fnma(q, f.d, f.n)));
    const V y = core::lowered(native::fma(f.bounded, q, core::raised_product(f.bounded, inverse) * remainder),
                              V(0.5f * unscale / core::raising<float>));
    const auto same = native::gt_signed(native::to_bits(f.x) - native::bits_t<V>(1), native::to_bits(V(top)));
    return native::select(same, f.x, y);
  }

 private:
  // e^-110 W is normal with the larger scale, and e^20 finite.
  static constexpr int scale = core::avoids_subnormals ? 62 : 48;
  static constexpr float unscale = 1.0f / (1ull << scale);
};

SIMDACT_NAMESPACE_END
