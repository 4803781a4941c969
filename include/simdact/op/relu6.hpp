// SPDX-License-Identifier: MIT
// relu6(x) = min(max(x, 0), 6)
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct relu6 {
  template <class R>
  static R definition(const R& x) {
    return x > 6 ? R(6) : x > 0 ? x : R(0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/relu6/f32.hpp"

SIMDACT_IN_REGISTERS(relu6)
