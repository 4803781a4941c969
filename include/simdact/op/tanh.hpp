// SPDX-License-Identifier: MIT
// tanh(x) = (e^x - e^-x) / (e^x + e^-x)
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct tanh {
  template <class R>
  static R definition(const R& x) {
    using std::tanh;
    return tanh(x);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/tanh/f32.hpp"
#include "simdact/op/tanh/f32_exact.hpp"
#include "simdact/op/tanh/f32_fast.hpp"

SIMDACT_IN_REGISTERS(tanh)
