// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/relaxed_gelu.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/vanishing.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) - g(|x|), g(u) = u Phi(-u): core/vanishing.hpp.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f32, accuracy::relaxed> {
  static constexpr double bound = 1.23;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::relaxed_gelu;
    return core::vanishing(x, c::top, c::rate, c::width, c::p0, c::p7, c::p6, c::p5, c::p4, c::p3, c::p2, c::p1);
  }
};

SIMDACT_NAMESPACE_END
