// SPDX-License-Identifier: MIT
// A number as the sum of two, of which the second is what the first lacks.
#pragma once

#include "simdact/core/config.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class V>
struct two_part {
  V high, low;
};

}  // namespace core
SIMDACT_NAMESPACE_END
