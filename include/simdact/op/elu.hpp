// SPDX-License-Identifier: MIT
// elu(x) = x > 0 ? x : alpha (e^x - 1)
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct elu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::expm1;
    return x > 0 ? x : R(p.alpha * expm1(x));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/elu/f32.hpp"
#include "simdact/op/elu/f32_exact.hpp"

SIMDACT_IN_REGISTERS(elu)
