// SPDX-License-Identifier: MIT
// tanh(x) = (e^x - e^-x) / (e^x + e^-x)
#pragma once

#include <cmath>

#include "simdact/coef/fast_tanh.hpp"
#include "simdact/coef/tanh.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct tanh {
  template <class R>
  static R definition(const R& x) {
    using std::tanh;
    return tanh(x);
  }

  // u = |x| = C + r around the centre C of one of eight segments. With T = tanh C, K = 1 - T^2 and t = tanh r,
  //   tanh u = (T + t) / (1 + T t) = T + K t / (1 + T t).
  // The continued fraction t = r / (1 + r^2 / (3 + r^2 / (5 + r^2 / 7))) is r N / (N + r g), N = r^2 + 21/2,
  // g = r (7/2 + r^2 / 10) = (r / 10) N + (49/20) r, and so
  //   tanh u = T + K r (1 - Q),   Q = H / (H + N),   H = r h,   h = T N + g = (T + r / 10) N + (49/20) r.
  // Q is small where T is, so K r (1 - Q) comes out of one FMA almost correctly rounded.
  template <class V>
  struct segment {
    V x, r, value, derivative;
  };

  template <class V>
  struct fraction {
    V x, value, z, numerator, denominator;
  };

  template <class V>
  static SIMDACT_INLINE segment<V> reduce(tier::high, V x) {
    // From 9.02 on the result is 1; NaN passes the clamp.
    const V u = native::min(V(9.02f), native::abs(x));
    const native::bits_t<V> i = native::shr<22>(native::to_bits(native::fma(u, V(coef::tanh::slope), V(1.0f))));
    const V r = u - native::lookup<V>(coef::tanh::centre, i);
    return {x, r, native::lookup<V>(coef::tanh::value, i), native::lookup<V>(coef::tanh::derivative, i)};
  }

  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(tier::high, const segment<V>& s) {
    const V n = native::fma(s.r, s.r, V(10.5f));
    const V m = native::fma(s.r, V(0x1.99999ap-4f) /* 0.1 */, s.value);
    const V h = native::fma(m, n, s.r * V(0x1.39999ap+1f) /* 2.45 */) * s.r;
    return {s.x, s.value, s.derivative * s.r, h, h + n};
  }

  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const fraction<V>& f) {
    const V q = native::div(f.numerator, f.denominator);
    return native::with_sign(f.value + native::fnma(f.z, q, f.z), f.x);
  }

  // In each of eight segments a polynomial of degree 6 in r = u - C. The centre's low half is the last
  // coefficient to eight bits: they are exact as a part of C, and one lookup less. The first centre is 0, for the
  // results near 0.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    namespace c = coef::fast_tanh;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = native::shr<22>(native::to_bits(native::fma(u, V(c::slope), V(c::offset))));
    const V centre = native::lookup<V>(c::centre, i);
    const V r = u - centre;
    V p = native::from_bits<V>(native::shl<16>(native::to_bits(centre)));
    p = native::fma(p, r, native::lookup<V>(c::c5, i));
    p = native::fma(p, r, native::lookup<V>(c::c4, i));
    p = native::fma(p, r, native::lookup<V>(c::c3, i));
    p = native::fma(p, r, native::lookup<V>(c::c2, i));
    p = native::fma(p, r, native::lookup<V>(c::c1, i));
    p = native::fma(p, r, native::lookup<V>(c::c0, i));
    return native::with_sign(p, x);
  }

  // tanh u = m / (m + 2), m = e^(2u) - 1, in double. From 10 on the result is 1.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& u) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D m = core::minus_one(core::exact_exp(u + u));
      return native::div(m, m + D(2.0));
    };
    return native::with_sign(core::in_double(f, native::min(V(10.0f), native::abs(x))), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9159, 0x1.389eap-2},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.12, 0x1.01078ap-1},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.86fbc4p-10}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
