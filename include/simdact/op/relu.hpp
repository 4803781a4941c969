// SPDX-License-Identifier: MIT
// relu(x) = max(x, 0)
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct relu {
  template <class R>
  static R definition(const R& x) {
    return x > 0 ? x : R(0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/relu/f32.hpp"

SIMDACT_IN_REGISTERS(relu)
