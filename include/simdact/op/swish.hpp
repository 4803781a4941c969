// SPDX-License-Identifier: MIT
// swish(x) = x / (1 + e^(-alpha x)); silu is alpha = 1, quick_gelu alpha = 1.702
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct swish {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::exp;
    return R(x / (R(1) + exp(R(-p.alpha * x))));
  }

  template <class V>
  struct reduced {
    V x, inside;
    core::exp_reduced<-1, V> e;
  };

  template <class V>
  struct sum {
    V x, inside, d, low;
  };

  // Below -110 the result is -0, above 50 it is x; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::high, V x) {
    const V inside = native::min(V(60.0f), native::max(V(-110.0f), x));
    return {x, inside, core::exp_reduce<-1>(inside)};
  }

  // d + low = K (1 + e^-x) with K = 2^-32, so that e^110 does not overflow. The low part is exact but for the rounding
  // of the exponential's.
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(tier::high, const reduced<V>& s) {
    const core::exp_parts<V> parts = core::exp_terms<3, -32>(s.e);
    const V w = core::exp_low(parts);
    const V large = native::max(V(0x1p-32f), parts.a);
    const V small = native::min(V(0x1p-32f), parts.a);
    const V d = (large + small) + w;
    return {s.x, s.inside, d, (small - (d - large)) + w};
  }

  // With q = 1 / d and the remainder e = 1 - q (d + low), x / (d + low) = x q + (x q) e, times K, which rounds once
  // where the result is subnormal. Where the integer bits(x) - 1 exceeds the bits of 50, x is above 50, NaN or -0: x
  // itself.
  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const sum<V>& s) {
    const V q = native::div(V(1.0f), s.d);
    const V remainder = native::fnma(q, s.low, native::fnma(q, s.d, V(1.0f)));
    const V y = native::fma(s.inside, q, (s.inside * q) * remainder) * V(0x1p-32f);
    const native::bits_t<V> before = native::to_bits(s.x) - native::bits_t<V>(1u);
    return native::select(native::gt_signed(before, native::to_bits(V(50.0f))), s.x, y);
  }

  // p = alpha x with its low part in the reduction, and K = 2^-48 in place of 2^-32, since x may be 1000 p. It is
  // applied last in the tail and where x is not large, so that nothing small is rounded twice, elsewhere before x. x
  // itself where p is above 54 or NaN: alpha may be 0. Below -110 the result is zero unless x is large and alpha small:
  // rare, and left to the exact tier.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& parameter) {
    const V one(1.0f), k(0x1p-48f), bottom(-110.0f), top(54.0f);
    const V p = parameter.alpha * x;
    const V low = native::fms(parameter.alpha, x, p);
    const core::exp_parts<V> parts =
        core::exp_terms<3, -48>(core::exp_reduce<-1>(native::min(top, native::max(bottom, p)), low));
    const V w = core::exp_low(parts);
    const V large = native::max(k, parts.a);
    const V small = native::min(k, parts.a);
    const V d = (large + small) + w;
    const V q = native::div(one, d);
    const V remainder = native::fnma(q, (small - (d - large)) + w, native::fnma(q, d, one));
    const auto last = native::mask_or(native::lt(p, V(-40.0f)), native::lt(native::abs(x), V(0x1p60f)));
    const V scaled = native::select(last, q, q * k);
    const V y = native::fma(x, scaled, (x * scaled) * remainder);
    const V magnitude = native::abs(native::select(last, y * k, y));
    const V z = native::select(native::le(p, top), native::with_sign(magnitude, x), x);
    const auto deep = native::lt(p, bottom);
    if (__builtin_expect(!native::any(deep), 1)) return z;
    return native::select(deep, forward(tier::exact{}, x, parameter), z);
  }

  template <class V>
  struct clamped {
    V x;
    core::exp_reduced<-1, V> e;
  };
  template <class V>
  struct quotient {
    V bounded, d;
  };

  // x / d alone, for x up to 60, where d is K; what x has above that is added. The difference that is subtracted is +0
  // below, which leaves a zero its sign. The bounds are applied twice: of anything more than x itself between the first
  // two stages gcc 12 keeps copies in memory.
  template <class V>
  static SIMDACT_INLINE clamped<V> reduce(tier::fast, V x) {
    return {x, core::exp_reduce<-1>(native::min(V(60.0f), native::max(V(-110.0f), x)))};
  }
  template <class V>
  static SIMDACT_INLINE quotient<V> evaluate(tier::fast, const clamped<V>& s) {
    const core::exp_parts<V> e = core::exp_terms<3, -32>(s.e);
    return {native::max(V(-110.0f), s.x), native::fma(e.a, e.p, e.a + V(0x1p-32f))};
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::fast, const quotient<V>& s) {
    const V inside = native::min(V(60.0f), s.bounded);
    return native::fms(native::div(inside, s.d), V(0x1p-32f), inside - s.bounded);
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x, const parameters<V>& parameter) {
    return forward(tier::high{}, x, parameter);
  }

  // In double, narrowed once. Near 0 the result is x/2 + alpha x^2/4; where x/2 is a tie between two subnormals the
  // square, too small for a double, decides: the sigmoid's argument is kept from being so small.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const V bounded = native::max(V(-120.0f), x);
    const V visible = native::with_sign(native::min(V(120.0f), native::max(V(0x1p-30f), native::abs(x))), x);
    const auto f = [](const auto& d, const auto& u) SIMDACT_INLINE_LAMBDA {
      return native::div(d, core::plus_one(core::exact_exp(native::negate(u))));
    };
    return core::in_double(f, bounded, visible);
  }

  // alpha x is exact. The bounds of x, which no finite one meets, are for the infinite.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x, const parameters<V>& parameter) {
    const auto f = [](const auto& d, const auto& alpha) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D bounded = native::min(D(0x1p200), native::max(D(-0x1p200), d));
      const D u = bounded * alpha;
      const D size = native::min(D(690.0), native::max(D(0x1p-30), native::abs(u)));
      return native::div(bounded, core::plus_one(core::exact_exp(native::with_sign(size, native::negate(u)))));
    };
    return core::in_double(f, x, parameter.alpha);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9285, -0x1.6f7cdap+6},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.6649, -0x1.0cedc2p+2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1p-149}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
