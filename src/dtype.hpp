// SPDX-License-Identifier: MIT
// Storage types and how their elements become lanes of the compute type: storage<dtype>::compute, size in bytes, and
// load and store of a whole vector or of its first n < lanes lanes.
#pragma once

#include "simdact/core/native.hpp"
#include "simdact/simdact.h"

SIMDACT_NAMESPACE_BEGIN
namespace loops {

template <simdact_dtype dtype>
struct storage;

template <>
struct storage<SIMDACT_F32> {
  using compute = float;
  static constexpr std::size_t size = 4;

  template <class V>
  static SIMDACT_INLINE V load(const char* p) {
    return native::load<V>(p);
  }
  template <class V>
  static SIMDACT_INLINE V load_first(const char* p, std::size_t n) {
    return native::load_first<V>(p, n);
  }
  template <class V>
  static SIMDACT_INLINE void store(char* p, const V& x) {
    native::store(p, x);
  }
  template <class V>
  static SIMDACT_INLINE void store_first(char* p, const V& x, std::size_t n) {
    native::store_first(p, x, n);
  }
};

// The type in which a dtype's arithmetic runs and to which parameters are converted. f64 has no storage here yet.
template <simdact_dtype dtype>
using compute_t = std::conditional_t<dtype == SIMDACT_F64, double, float>;

}  // namespace loops
SIMDACT_NAMESPACE_END
