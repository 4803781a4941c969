// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exact_tanh_shrink.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In double, rounded once to float, for u = |x| in two forms:
//   u <  1/2    u^3 times a polynomial in u^2: the other form cancels
//   u >= 1/2    (u - 1) + 2 / (e^(2 u) + 1)
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr bool scales = false;

  // From u = 40 on the quotient, below 2^-114, is held: it no longer counts. One result lies so near the midpoint of
  // two floats that the double's error takes it to the other side.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
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
};

SIMDACT_NAMESPACE_END
