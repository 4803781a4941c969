// SPDX-License-Identifier: MIT
// softcap(x) = alpha tanh(x / alpha)
#pragma once

#include <cmath>

#include "simdact/coef/fast_softcap.hpp"
#include "simdact/coef/softcap.hpp"
#include "simdact/coef/tanh.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct softcap {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{30, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha > 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::tanh;
    return R(p.alpha * tanh(R(x / p.alpha)));
  }

  // From 9.02 alpha on the result is alpha; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    namespace c = coef::softcap;
    const V inverse(0x1.111112p-5f /* 1/30 */);
    const V u = native::min(V(270.6f), native::abs(x));
    const native::bits_t<V> i = index(native::fma(u, V(c::slope), V(1.0f)));
    const V r = u - native::lookup<V>(c::centre, i);
    const V value = native::lookup<V>(c::value, i);
    return native::with_sign(image(r, r * inverse, value * inverse, value, native::lookup<V>(c::derivative, i)), x);
  }

  // tanh's centres times alpha, which one FMA takes from u. 9.02 alpha may overflow. Where 1 / alpha is subnormal or
  // would overflow, the exact tier serves.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    namespace c = coef::tanh;
    const V largest(0x1.fffffep127f);
    const V inverse = native::div(V(1.0f), p.alpha);
    const auto extreme = native::mask_or(native::lt(p.alpha, V(0x1p-60f)), native::lt(V(0x1p120f), p.alpha));
    if (__builtin_expect(native::any(extreme), 0)) return forward(tier::exact{}, x, p);
    const V u = native::min(V(9.02f) * p.alpha, native::abs(x));
    const native::bits_t<V> i = index(native::fma(u * inverse, V(c::slope), V(1.0f)));
    const V r = native::fnma(p.alpha, native::lookup<V>(c::centre, i), u);
    const V value = native::lookup<V>(c::value, i);
    const V y = image(r, r * inverse, value, p.alpha * value, native::lookup<V>(c::derivative, i));
    const auto finite = native::le(native::abs(x), largest);
    return native::with_sign(native::select(finite, y, native::min(p.alpha, native::abs(x))), x);
  }

  // At the default alpha tanh's polynomials, see there, fitted to 30 tanh(u / 30); high's formula at others.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    namespace c = coef::fast_softcap;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = index(native::fma(u, V(c::slope), V(c::offset)));
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

  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x, const parameters<V>& p) {
    return forward(tier::high{}, x, p);
  }

  // In double, narrowed once: with m = e^(2 |x| / alpha) - 1, alpha m / (m + 2).
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& u) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D m = core::minus_one(core::exact_exp(u * D(1.0 / 15)));
      return native::div(D(30.0) * m, m + D(2.0));
    };
    return native::with_sign(core::in_double(f, native::min(V(600.0f), native::abs(x))), x);
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x, const parameters<V>& p) {
    const auto f = [](const auto& u, const auto& alpha) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D twice = native::min(D(40.0), u * native::div(D(2.0), alpha));
      const D m = core::minus_one(core::exact_exp(twice));
      return alpha * native::div(m, m + D(2.0));
    };
    return native::with_sign(core::in_double(f, native::abs(x), p.alpha), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9184, 0x1.26f154p+4},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.71, 0x1.fc3d8ap+3},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.af9b4ep-2}};

 private:
  // The half octave of v in [1, 16), in the order of the tables.
  template <class V>
  static SIMDACT_INLINE native::bits_t<V> index(const V& v) {
    return native::shr<22>(native::to_bits(v));
  }

  // tanh's formula, see there, with alpha multiplied in: u = |x| = C + r, T = alpha tanh(C / alpha) and its derivative
  // K,
  //   softcap u = T + K r (1 - s h / (N + s h)),   s = r / alpha,   N = s^2 + 21/2,
  //   h = (T / alpha + s / 10) N + (49/20) s.
  // The centres are such that T and K are nearly floats.
  template <class V>
  static SIMDACT_INLINE V image(const V& r, const V& s, const V& scaled, const V& value, const V& derivative) {
    const V n = native::fma(s, s, V(10.5f));
    const V m = native::fma(s, V(0x1.99999ap-4f /* 0.1 */), scaled);
    const V h = native::fma(m, n, s * V(0x1.39999ap+1f /* 2.45 */));
    const V q = s * native::div(h, native::fma(s, h, n));
    const V z = derivative * r;
    return value + native::fnma(z, q, z);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END
