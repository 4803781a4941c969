// SPDX-License-Identifier: MIT
// gelu_tanh(x) = (x / 2) (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
#pragma once

#include <cmath>

#include "simdact/coef/exact_gelu_tanh.hpp"
#include "simdact/coef/gelu_tanh.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct gelu_tanh {
  // (1 + tanh z) / 2 = 1 / (1 + e^(-2 z)), which keeps its digits where tanh z nears -1.
  template <class R>
  static R definition(const R& x) {
    using std::atan;
    using std::exp;
    using std::sqrt;
    const R rate = sqrt(R(2) / atan(R(1)));  // 2 sqrt(2 / pi)
    return x / (R(1) + exp(R(-rate * (x + R(44715) * x * x * x / R(1000000)))));
  }

  template <class V>
  struct reduced {
    V x, u, r, n;
    native::bits_t<V> t;
  };

  template <class V>
  struct sum {
    V x, u, d, low;
  };

  // gelu_tanh(x) = max(x, 0) - g(u), u = |x|, g(u) = u / (1 + 2^P), P = rate u (u^2 + offset). P is a product of two
  // sums of two parts, w + w_low = rate u and s + s_low = u^2 + offset, and r = P - n its distance from the nearest
  // eighth n.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::high, V x) {
    namespace c = coef::gelu_tanh;
    const V u = native::min_abs(V(c::top), x);
    const V s = native::fma(u, u, V(c::offset_high));
    const V s_low = native::fma(u, u, V(c::offset_high) - s) + V(c::offset_low);
    const V w = u * V(c::rate_high);
    const V w_low = native::fma(u, V(c::rate_low), native::fms(u, V(c::rate_high), w));
    const V t = native::fma(w, s, V(core::exp_magic));
    const V n = t - V(core::exp_magic);
    V r = native::fms(w, s, n);
    r = native::fma(w, s_low, r);
    r = native::fma(w_low, s, r);
    return {x, u, r, n, native::to_bits(t)};
  }

  // K 2^n, K = 2^-60: the table's entry for n's eighths, with n's whole part added to its exponent.
  template <class V>
  static SIMDACT_INLINE V power(const reduced<V>& e) {
    if constexpr (native::has_scale_floor<V>) {
      return native::scale_floor(native::lookup<V>(coef::gelu_tanh::table, e.t), e.n);
    } else {
      const V table = native::lookup<V>(coef::gelu_tanh::lowered_table, e.t);
      return native::from_bits<V>(native::to_bits(table) + native::shl<20>(e.t));
    }
  }

  // d + low = K (1 + 2^P). K 2^P = A (1 + p) with A at least K, so that low is exact but for the rounding of A p.
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(tier::high, const reduced<V>& e) {
    using coef::gelu_tanh::p3;
    const V a = power(e);
    V p = native::fma(V(p3[3]), e.r, V(p3[2]));
    p = native::fma(p, e.r, V(p3[1]));
    p = native::fma(p, e.r, V(p3[0]));
    const V d = native::fma(a, p, a + V(0x1p-60f));
    return {e.x, e.u, d, native::fma(a, p, V(0x1p-60f) - (d - a))};
  }

  // The quotient q = u / d leaves u - q (d + low), and g = K (q + that / d). For so small a term a 1 / d right to a
  // twentieth is enough: a difference of bit patterns.
  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const sum<V>& s) {
    const V q = native::div(s.u, s.d);
    const V remainder = native::fnma(q, s.low, native::fnma(q, s.d, s.u));
    const V inverse = native::from_bits<V>(native::to_bits(V(0x1.e6p126f)) - native::to_bits(s.d));
    const V g = native::fma(remainder, inverse, q);
    return native::fnma(g, V(0x1p-60f), native::max(V(-0.0f), s.x));
  }

  // The same without what the sum and the quotient lose.
  template <class V>
  struct ratio {
    V x, u, d;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::fast, V x) {
    return reduce(tier::high{}, x);
  }
  template <class V>
  static SIMDACT_INLINE ratio<V> evaluate(tier::fast, const reduced<V>& e) {
    using coef::gelu_tanh::p3;
    const V a = power(e);
    V p = native::fma(V(p3[3]), e.r, V(p3[2]));
    p = native::fma(p, e.r, V(p3[1]));
    p = native::fma(p, e.r, V(p3[0]));
    return {e.x, e.u, native::fma(a, p, a + V(0x1p-60f))};
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::fast, const ratio<V>& s) {
    return native::fnma(native::div(s.u, s.d), V(0x1p-60f), native::max(V(-0.0f), s.x));
  }

  // x / (1 + e^a) in double, a = x (linear + cubic x^2) in two parts. Near 0 that is x/2 - a x/4; where x/2 is a tie
  // between two subnormals the second term, too small for a double, decides: 2^-178 takes its place, the last bit of
  // the largest such result. One result lies too near a midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      using namespace coef::exact_gelu_tanh;
      const D u = native::min(D(10.0), d);
      const D square = u * u;
      const D w = native::fma(square, D(cubic), D(linear));
      const D w_low =
          (D(linear) - native::fnma(square, D(cubic), w)) + native::fma(square, D(cubic_low), D(linear_low));
      const D a = u * w;
      const D a_low = native::fma(u, w_low, native::fms(u, w, a));
      return native::div(d, core::plus_one(core::exact_exp(a, a_low))) + D(0x1p-178);
    };
    const V y = core::in_double(f, native::max(V(-13.0f), x));
    return core::corrected(native::with_sign(native::abs(y), x), x, 0x1.6148dep-16f, 0x1.614a62p-17f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9954, -0x1.0b1352p+3},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.19, -0x1.3fff66p+2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.6148dep-16}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
