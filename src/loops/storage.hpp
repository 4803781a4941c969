// SPDX-License-Identifier: MIT
// Storage types and how their elements become lanes of the arithmetic's type: size in bytes, and load and store of a
// unit, or of its first n < count elements. A unit is what whole registers hold: one vector, or a pair of them.
#pragma once

#include "simdact/core/half.hpp"
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

// How many elements a unit has whose vectors are V.
template <class V>
constexpr std::size_t lanes = native::vector_traits<V>::lanes;

// `how` a result is rounded to the storage type matters to bf16 alone: what a kernel says of itself.
template <simdact_dtype dtype, rounding how = rounding::even>
struct storage;

// Elements that are lanes as they are.
template <std::size_t bytes>
struct plain_storage {
  static constexpr std::size_t size = bytes;
  template <class V>
  static constexpr std::size_t count = lanes<V>;

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

template <rounding how>
struct storage<SIMDACT_F32, how> : plain_storage<4> {};
template <rounding how>
struct storage<SIMDACT_F64, how> : plain_storage<8> {};

template <rounding how>
struct storage<SIMDACT_F16, how> {
  static constexpr std::size_t size = 2;
  template <class V>
  static constexpr std::size_t count = lanes<V>;

  template <class V>
  static SIMDACT_INLINE V load(const char* p) {
    return native::load_f16<V>(p);
  }
  template <class V>
  static SIMDACT_INLINE V load_first(const char* p, std::size_t n) {
    return native::load_first_f16<V>(p, n);
  }
  template <class V>
  static SIMDACT_INLINE void store(char* p, const V& x) {
    native::store_f16(p, x);
  }
  template <class V>
  static SIMDACT_INLINE void store_first(char* p, const V& x, std::size_t n) {
    native::store_first_f16(p, x, n);
  }
};

// A register of bf16 as two vectors: its elements of even and of odd number.
template <class V>
struct pair {
  V even, odd;
};
template <class V>
SIMDACT_INLINE pair<V> operator*(const pair<V>& a, const pair<V>& b) {
  return {a.even * b.even, a.odd * b.odd};
}

// The bits of floats to those of bf16, in the upper halves; in the lower ones anything is left. In a NaN they are zero
// at first: it comes from a bf16, or is the one that an invalid operation gives. So no sum carries it into infinity, or
// beyond its sign.
template <rounding how, class I>
SIMDACT_INLINE I round_to_bf16(const I& bits) {
  if constexpr (how == rounding::even) {
    return bits + (I(0x7fffu) + (native::shr<16>(bits) & I(1u)));
  } else if constexpr (how == rounding::away) {
    return bits + I(0x8000u);
  } else if constexpr (how == rounding::inward) {
    return bits + I(0x7fffu);
  } else {
    static_assert(how == rounding::upward);
    return bits + (I(0x8000u) - native::shr<31>(bits));
  }
}

// A bf16 is the upper half of a float's bits: in a word of two, the odd one as it stands there and the even one by a
// shift.
template <rounding how>
struct storage<SIMDACT_BF16, how> {
  static constexpr std::size_t size = 2;
  template <class V>
  static constexpr std::size_t count = lanes<V> == 1 ? 1 : 2 * lanes<V>;

  template <class V>
  static SIMDACT_INLINE auto load(const char* p) {
    if constexpr (lanes<V> == 1) {
      return native::from_bits<V>(native::shl<16>(native::bits_t<V>(native::load<native::halves_t<V>>(p).bits)));
    } else {
      return unpack(native::load<V>(p));
    }
  }
  template <class V>
  static SIMDACT_INLINE auto load_first(const char* p, std::size_t n) {
    if constexpr (lanes<V> == 1) {
      return load<V>(p);
    } else {
      return unpack(native::load_first_halves<V>(p, n));
    }
  }
  template <class V>
  static SIMDACT_INLINE void store(char* p, const V& x) {
    const auto bits = native::shr<16>(round_to_bf16<how>(native::to_bits(x)));
    native::store(p, native::halves_t<V>(static_cast<std::uint16_t>(bits)));
  }
  template <class V>
  static SIMDACT_INLINE void store(char* p, const pair<V>& x) {
    native::store(p, pack(x));
  }
  template <class V>
  static SIMDACT_INLINE void store_first(char* p, const V& x, std::size_t) {
    store(p, x);
  }
  template <class V>
  static SIMDACT_INLINE void store_first(char* p, const pair<V>& x, std::size_t n) {
    native::store_first_halves(p, pack(x), n);
  }

 private:
  template <class V>
  static SIMDACT_INLINE pair<V> unpack(const V& words) {
    using I = native::bits_t<V>;
    const I bits = native::to_bits(words);
    return {native::from_bits<V>(native::shl<16>(bits)), native::from_bits<V>(bits & I(0xffff0000u))};
  }
  template <class V>
  static SIMDACT_INLINE V pack(const pair<V>& x) {
    using I = native::bits_t<V>;
    const I even = round_to_bf16<how>(native::to_bits(x.even)), odd = round_to_bf16<how>(native::to_bits(x.odd));
    return native::from_bits<V>(native::shr<16>(even) | (odd & I(0xffff0000u)));
  }
};

// The same with one vector as the unit for every type: for loops in which the order of the elements counts.
struct bf16_vectors {
  static constexpr std::size_t size = 2;
  template <class V>
  static constexpr std::size_t count = lanes<V>;

  template <class V>
  static SIMDACT_INLINE V load(const char* p) {
    return native::load_upper_halves<V>(p);
  }
  template <class V>
  static SIMDACT_INLINE V load_first(const char* p, std::size_t n) {
    return native::load_first_upper_halves<V>(p, n);
  }
  template <class V>
  static SIMDACT_INLINE void store(char* p, const V& x) {
    native::store_upper_halves(p, rounded(x));
  }
  template <class V>
  static SIMDACT_INLINE void store_first(char* p, const V& x, std::size_t n) {
    native::store_first_upper_halves(p, rounded(x), n);
  }

 private:
  template <class V>
  static SIMDACT_INLINE V rounded(const V& x) {
    return native::from_bits<V>(round_to_bf16<rounding::even>(native::to_bits(x)));
  }
};
template <simdact_dtype dtype>
using vector_storage = std::conditional_t<dtype == SIMDACT_BF16, bf16_vectors, storage<dtype>>;

}  // namespace loops
SIMDACT_NAMESPACE_END
