// SPDX-License-Identifier: MIT
// mish(x) = x tanh(ln(1 + e^x)) = x n / (n + 2), n = e^2 + 2 e, e = e^x
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct mish {
  // With e^-x in place of e^x above 0, where n grows beyond all bounds.
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    if (x < 0) {
      const R e = exp(x), n = e * (e + 2);
      return x * R(n / R(n + 2));
    }
    const R e = exp(R(-x)), n = 1 + 2 * e;
    return x * R(n / R(n + 2 * e * e));
  }

  // y = x n / d with d = 1 + n/2, which is 2 mish(x), in two parts throughout. With e = A + W:
  //   n + n_low = (A^2 + 2 A) + W (2 + 2 A + W), whose first sum p is corrected by p_low
  //   q = n / d, and what it lacks is its remainder n + n_low - q (d + d_low + n_low/2) over d, where 1/d = 1 - q/2
  // n and q are scaled by 2^48: nothing is subnormal before the last product, which rounds the negative tail once.
  template <class V>
  struct reduced {
    V x, bounded;
    core::exp_reduced<1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::high, V x) {
    const V bounded = native::max(V(-110.0f), x);
    return {x, bounded, core::exp_reduce(bounded)};
  }

  template <class V>
  struct fraction {
    V x, bounded, n, n_low, d, d_low;
  };
  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(tier::high, const reduced<V>& s) {
    const core::exp_parts<V> e = core::exp_terms<3, 49>(s.e);
    const V a = e.a, w = core::exp_low(e);  // 2^49 A and 2^49 W
    const V half = a * V(0.25f * unscale);  // A/2
    const V p = native::fma(a, half, a);
    const V p_low = native::fma(a, half, a - p);
    const V slope = native::fma(w, V(0.25f * unscale), native::fma(a, V(0.5f * unscale), V(1.0f)));
    const V rise = native::fma(w, slope, p_low);
    const V n = p + rise;
    const V d = native::fma(n, V(0.5f * unscale), V(1.0f));
    return {s.x, s.bounded, n, rise - (n - p), d, native::fms(n, V(0.5f * unscale), d - V(1.0f))};
  }

  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const fraction<V>& f) {
    const V q = native::div(f.n, f.d);
    const V inverse = native::fnma(q, V(0.5f * unscale), V(1.0f));
    const V remainder = native::fma(f.n_low, inverse, native::fnma(q, f.d_low, native::fnma(q, f.d, f.n)));
    const V y = native::fma(f.bounded, q, f.bounded * inverse * remainder) * V(0.5f * unscale);
    // x also is the result at -0, which less 1 as an integer is large, and at +inf.
    const auto same = native::gt_signed(native::to_bits(f.x) - native::bits_t<V>(1), native::to_bits(V(top)));
    return native::select(same, f.x, y);
  }

  // x h / (h + 1) with h = n/2 = e + e^2/2, scaled by 0.915 * 2^48, a little more accurate than 2^48 would be. The
  // division rounds the negative tail once.
  template <class V>
  struct quotient {
    V x, numerator, denominator;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::fast, V x) {
    return reduce(tier::high{}, x);
  }
  template <class V>
  static SIMDACT_INLINE quotient<V> evaluate(tier::fast, const reduced<V>& s) {
    constexpr float one = core::exp_ratio<48>;
    const V e = core::exp_sum(core::exp_ratio_terms<48>(s.e));
    const V h = native::fma(e, e * V(0.5f / one), e);
    return {s.x, s.bounded * h, h + V(one)};
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::fast, const quotient<V>& f) {
    return native::select(native::lt(V(top), f.x), f.x, native::div(f.numerator, f.denominator));
  }

  static constexpr float unscale = 0x1p-48f;
  // From here on x differs from mish(x) by less than its last bit.
  static constexpr float top = 8.48f;

  // In double, narrowed once: with e = e^x and n = e (e + 2), x n / (n + 2).
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D e = core::value(core::exact_exp(native::min(D(60.0), d)));
      const D n = native::fma(e, e, e + e);
      return d * native::div(n, n + D(2.0));
    };
    return core::corrected(core::in_double(f, native::max(V(-120.0f), x)), x, -0x1.4p-24f, -0x1.7ffffep-25f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.951, -0x1.49f01ap+2},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.7054, -0x1.064e7ap+1},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.4p-24}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
