// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_softcap.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN

// The polynomials of core/tanh.hpp, fitted to 30 tanh(u / 30).
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 2.705;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_softcap;
    return core::tanh_polynomial(x, c::top, c::slope, c::offset, c::centre, c::c5, c::c4, c::c3, c::c2, c::c1, c::c0);
  }
};

SIMDACT_NAMESPACE_END
