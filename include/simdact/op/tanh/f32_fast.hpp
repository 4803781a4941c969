// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN

// The polynomials of core/tanh.hpp.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.113;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_tanh;
    return core::tanh_polynomial(x, c::top, c::slope, c::offset, c::centre, c::c5, c::c4, c::c3, c::c2, c::c1, c::c0);
  }
};

SIMDACT_NAMESPACE_END
