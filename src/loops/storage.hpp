// SPDX-License-Identifier: MIT
// Storage types and how their elements become lanes of the arithmetic's type: size in bytes, and load and store of a
// whole vector or of its first n < lanes lanes.
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {

template <simdact_dtype>
struct dtype_facts;
#define SIMDACT_DTYPE(id, NAME, name, arithmetic_name, bytes)              \
  template <>                                                              \
  struct dtype_facts<id> {                                                 \
    static constexpr arithmetic computes_in = arithmetic::arithmetic_name; \
    static constexpr std::size_t size = bytes;                             \
  };
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE

template <simdact_dtype>
struct storage;

// Elements that are lanes as they are.
template <simdact_dtype dtype>
struct plain_storage : dtype_facts<dtype> {
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

template <>
struct storage<SIMDACT_F32> : plain_storage<SIMDACT_F32> {};
template <>
struct storage<SIMDACT_F64> : plain_storage<SIMDACT_F64> {};

}  // namespace loops
SIMDACT_NAMESPACE_END
