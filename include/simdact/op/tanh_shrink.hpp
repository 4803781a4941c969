// SPDX-License-Identifier: MIT
// tanh_shrink(x) = x - tanh x
#pragma once

#include <cmath>

#include "simdact/coef/exact_tanh_shrink.hpp"
#include "simdact/coef/tanh_shrink.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct tanh_shrink {
  template <class R>
  static R definition(const R& x) {
    using std::tanh;
    return R(x - tanh(x));
  }

  // The same where the definition cancels: (x cosh x - sinh x) / cosh x, a sum of terms 2k x^(2k + 1) / (2k + 1)!, all
  // of one sign. The first left out is below 2^-46 of the sum.
  template <class R>
  static R reference(const R& x) {
    using std::cosh;
    if (x > 0.5 || x < -0.5) return definition(x);
    const R s = x * x;
    R sum = s / 518918400 + R(1) / 3991680;
    sum = sum * s + R(1) / 45360;
    sum = sum * s + R(1) / 840;
    sum = sum * s + R(1) / 30;
    sum = sum * s + R(1) / 3;
    return x * s * sum / cosh(x);
  }

  // With u = |x|, up to 1.026, where the result is 1/4,
  //   u - tanh u = u^3 (c + p(u^2 - 1/2)),
  // u^3 = w + low in two parts, scaled so that results round once where they are subnormal; beyond
  //   u - tanh u = (u - 1) + E / (1 + E/2),   E = 2 e^(-2 u),
  // where u - 1 is exact up to 2^24.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V u = native::abs(x);
    return native::with_sign(native::select(native::lt(V(1.026f), u), beyond(u), inside(u)), x);
  }

  // The same without low parts.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    namespace c = coef::tanh_shrink;
    const V u = native::abs(x);
    const V one(1.0f);
    const V e = core::exp_sum(core::exp_terms<3, 1>(core::exp_reduce<-1>(native::min(V(19.0f), u + u))));
    const V beyond = (u - one) + native::div(e, native::fma(V(0.5f), e, one));
    const V square = u * u;
    const V t = square - V(0.5f);
    const V p = polynomial(t, c::middle + c::p[0]);
    const V inside = u * V(0x1p32f) * square * p * V(0x1p-32f);
    return native::with_sign(native::select(native::lt(V(1.026f), u), beyond, inside), x);
  }

  // In double, narrowed once: with u = |x|, below 1/2 a polynomial, beyond (u - 1) + 2 / (e^(2 u) + 1).
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& u) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D square = u * u;
      const D inside = (u * square) * core::exact_polynomial(square, coef::exact_tanh_shrink::p);
      const D e = core::plus_one(core::exact_exp(native::min(D(80.0), u + u)));
      return native::select(native::lt(u, D(0.5)), inside, (u - D(1.0)) + native::div(D(2.0), e));
    };
    const V u = native::abs(x);
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.1d93b6p-10f, 0x1.d9d614p-32f), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9591, 0x1.04b984p+0},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.39, 0x1.6ea9f8p-10},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.8p-49}};

 private:
  // p(t) with another constant term.
  template <class V>
  static SIMDACT_INLINE V polynomial(const V& t, float constant) {
    namespace c = coef::tanh_shrink;
    V p(c::p[8]);
    p = native::fma(p, t, V(c::p[7]));
    p = native::fma(p, t, V(c::p[6]));
    p = native::fma(p, t, V(c::p[5]));
    p = native::fma(p, t, V(c::p[4]));
    p = native::fma(p, t, V(c::p[3]));
    p = native::fma(p, t, V(c::p[2]));
    p = native::fma(p, t, V(c::p[1]));
    return native::fma(p, t, V(constant));
  }

  template <class V>
  static SIMDACT_INLINE V inside(const V& u) {
    namespace c = coef::tanh_shrink;
    const V middle(c::middle);
    const V square = u * u;
    const V big = u * V(0x1p32f);
    const V w = big * square;
    const V low = native::fma(big, native::fms(u, u, square), native::fms(big, square, w));
    const V t = native::fma(u, u, V(-0.5f));
    const V p = polynomial(t, c::p[0]);
    return native::fma(w, middle, native::fma(w, p, low * (middle + p))) * V(0x1p-32f);
  }

  // E = e + e' and d + d' = 1 + E/2 in two parts each; the quotient q = e / d has the remainder r = E - q (d + d'), and
  // 1 / d = 1 - q/2, here about 0.95. From 9.5 on the quotient is below 2^-26 of u - 1.
  template <class V>
  static SIMDACT_INLINE V beyond(const V& u) {
    const V one(1.0f), half(0.5f);
    const core::exp_parts<V> s = core::exp_terms<3, 1>(core::exp_reduce<-1>(native::min(V(19.0f), u + u)));
    const V e = core::exp_sum(s);
    const V rest = native::fma(s.a, s.p, s.a - e);
    const V d = native::fma(half, e, one);
    const V low = native::fma(half, rest, native::fma(half, e, one - d));
    const V q = native::div(e, d);
    const V r = native::fnma(q, low, native::fnma(q, d, e)) + rest;
    return (u - one) + native::fma(r, V(0.95f), q);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END
