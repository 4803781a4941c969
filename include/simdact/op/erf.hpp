// SPDX-License-Identifier: MIT
// erf(x) = (2 / sqrt(pi)) integral from 0 to x of e^(-t^2)
#pragma once

#include <cmath>

#include "simdact/coef/erf.hpp"
#include "simdact/coef/exact_erf.hpp"
#include "simdact/coef/fast_erf.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct erf {
  template <class R>
  static R definition(const R& x) {
    using std::erf;
    return erf(x);
  }

  // For u = |x|, n = u / step rounded and r = u - n step,
  //   erf u = erf(n step) + (r + r q(r)),   q of degree 5, its coefficients those of segment n.
  // The step is such that erf(n step) is nearly a float. r is exact: it and u, n step are multiples of 2^-26 and it is
  // below 2^-1.9. That r is added as it is, and not in q's constant, keeps the rounding of 2 / sqrt(pi) out of the
  // results near 0, where n = 0.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    namespace c = coef::erf;
    const V u = native::min(V(c::top), native::abs(x));
    const V t = native::fma(u, V(c::per_step), V(0x1.8p23f));
    const native::bits_t<V> n = native::to_bits(t);
    const V r = native::fnma(t - V(0x1.8p23f), V(c::step), u);
    V q = native::lookup<V>(c::q5, n);
    q = native::fma(q, r, native::lookup<V>(c::q4, n));
    q = native::fma(q, r, native::lookup<V>(c::q3, n));
    q = native::fma(q, r, native::lookup<V>(c::q2, n));
    q = native::fma(q, r, native::lookup<V>(c::q1, n));
    q = native::fma(q, r, native::lookup<V>(c::q0, n));
    return native::with_sign(native::lookup<V>(c::value, n) + native::fma(q, r, r), x);
  }

  // erf u = u g(v), v = u less a constant, which keeps g's terms small; g of degree 5, its coefficients the segment's.
  // Rounding may take the product above 1.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    namespace c = coef::fast_erf;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> n = native::to_bits(native::fma(u, V(c::per_step), V(0x1.8p23f)));
    const V v = u - V(c::middle);
    V g = native::lookup<V>(c::g5, n);
    g = native::fma(g, v, native::lookup<V>(c::g4, n));
    g = native::fma(g, v, native::lookup<V>(c::g3, n));
    g = native::fma(g, v, native::lookup<V>(c::g2, n));
    g = native::fma(g, v, native::lookup<V>(c::g1, n));
    g = native::fma(g, v, native::lookup<V>(c::g0, n));
    return native::with_sign(native::min(V(1.0f), g * u), x);
  }

  // u p(w), u = |x|, in double. From 3.93 on the result is 1. One result lies too near a midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const V u = native::min(V(3.93f), native::abs(x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D w = native::fms(d, d, D(coef::exact_erf::middle));
      return d * core::exact_polynomial(w, coef::exact_erf::p);
    };
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.81d5acp-13f, 0x1.b35e28p-13f), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.982, 0x1.97b4aap-1},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.84, 0x1.3aec7ap+0},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.81d5acp-13}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
