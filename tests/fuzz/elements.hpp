// SPDX-License-Identifier: MIT
// The elements of arrays as the fuzz targets compare them.
#pragma once

#include <cstdint>

#include "format.hpp"

namespace fuzz {

// The storage type's; f32's for an id that is none.
inline const simdact::ulp::format& format_of(simdact_dtype dtype) {
  return simdact::ulp::format_of(dtype > 0 && dtype < SIMDACT_DTYPE_END ? dtype : SIMDACT_F32);
}

// The bits of an element, all NaNs as one.
inline std::uint64_t canonical(const simdact::ulp::format& f, const char* at) {
  const std::uint64_t bits = simdact::ulp::load_bits(f, at, 0);
  return f.is_nan(bits) ? f.infinity_bits() + 1 : bits;
}

}  // namespace fuzz
