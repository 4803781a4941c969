// SPDX-License-Identifier: MIT
// Storage types and how their elements become lanes of the arithmetic's type: size in bytes, and load and store of a
// unit, or of its first n < count elements. A unit is what whole registers hold: one vector, or a pair of them.
#pragma once

#include "simdact/core/bf16.hpp"
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

// How many lanes a vector has.
template <class V>
constexpr std::size_t lanes = native::vector_traits<V>::lanes;

// The same register, which gcc would otherwise read again from memory for each of its uses.
template <class R>
SIMDACT_INLINE R read_once(const R& x) {
  if constexpr (lanes<R> == 1) {
    return x;
  } else {
    return native::opaque(x);
  }
}

// `how`: the rounding to the storage type, which only bf16 chooses.
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
struct storage<SIMDACT_F32, how> : plain_storage<dtype_facts<SIMDACT_F32>::size> {};
template <rounding how>
struct storage<SIMDACT_F64, how> : plain_storage<dtype_facts<SIMDACT_F64>::size> {};

template <rounding how>
struct storage<SIMDACT_F16, how> {
  static constexpr std::size_t size = dtype_facts<SIMDACT_F16>::size;
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

using core::pair;

// A pair comes from one register, which has been read once already.
template <class V>
SIMDACT_INLINE const pair<V>& read_once(const pair<V>& x) {
  return x;
}

// The vectors of a unit.
template <class Unit>
struct unit_traits {
  using vector = Unit;
};
template <class V>
struct unit_traits<pair<V>> {
  using vector = V;
};
template <class V>
struct unit_traits<core::unlowered<V>> {
  using vector = V;
};
template <class Unit>
using vector_in = typename unit_traits<Unit>::vector;

// A function of vectors on units of the storage, and a unit of the same vector.
template <class F, class V, class... Vs>
SIMDACT_INLINE auto on_unit(const F& f, const V& x, const Vs&... more) {
  return f(x, more...);
}
template <class F, class V, class... Vs>
SIMDACT_INLINE pair<V> on_unit(const F& f, const pair<V>& x, const Vs&... more) {
  return {f(x.even, more.even...), f(x.odd, more.odd...)};
}
template <class Unit>
SIMDACT_INLINE Unit unit_of(const vector_in<Unit>& v) {
  if constexpr (std::is_same_v<Unit, vector_in<Unit>>) {
    return v;
  } else {
    return {v, v};
  }
}

// A unit is a pair of vectors, or one float.
template <rounding how>
struct storage<SIMDACT_BF16, how> {
  static constexpr std::size_t size = dtype_facts<SIMDACT_BF16>::size;
  template <class V>
  static constexpr std::size_t count = native::vector_traits<native::halves_t<V>>::lanes;

  template <class V>
  static SIMDACT_INLINE auto load(const char* p) {
    return core::bf16_floats<V>(read_once(native::load<native::halves_t<V>>(p)));
  }
  template <class V>
  static SIMDACT_INLINE auto load_first(const char* p, std::size_t n) {
    return core::bf16_floats<V>(native::load_first<native::halves_t<V>>(p, n));
  }
  template <class Unit>
  static SIMDACT_INLINE void store(char* p, const Unit& x) {
    native::store(p, core::bf16_halves<how>(x));
  }
  template <class Unit>
  static SIMDACT_INLINE void store_first(char* p, const Unit& x, std::size_t n) {
    native::store_first(p, core::bf16_halves<how>(x), n);
  }
};

// bf16 with one vector as the unit: for loops in which the order of the elements counts.
struct bf16_vectors {
  static constexpr std::size_t size = dtype_facts<SIMDACT_BF16>::size;
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
    return native::from_bits<V>(core::round_to_bf16<rounding::even>(native::to_bits(x)));
  }
};
template <class Storage, class V>
using unit_t = decltype(Storage::template load<V>(nullptr));
template <simdact_dtype dtype>
using vector_storage = std::conditional_t<dtype == SIMDACT_BF16, bf16_vectors, storage<dtype>>;

template <class V>
using scalar_storage = std::conditional_t<sizeof(native::scalar_t<V>) == 4, storage<SIMDACT_F32>, storage<SIMDACT_F64>>;
// Whether the elements in memory are lanes as they are, and a kernel may read them there.
template <class Storage, class V>
constexpr bool is_plain = std::is_same_v<Storage, scalar_storage<V>>;

template <class Storage>
SIMDACT_INLINE const char* element(const void* p, std::size_t i) {
  return static_cast<const char*>(p) + i * Storage::size;
}
template <class Storage>
SIMDACT_INLINE char* element(void* p, std::size_t i) {
  return static_cast<char*>(p) + i * Storage::size;
}

// The unit that begins at element i of the n at p, with zeros behind their end. A store writes nothing behind it.
template <class Storage, class V>
SIMDACT_INLINE unit_t<Storage, V> load_part(const char* p, std::size_t i, std::size_t n) {
  const char* from = element<Storage>(p, i);
  if (n >= i + Storage::template count<V>) return Storage::template load<V>(from);
  if (i < n) return Storage::template load_first<V>(from, n - i);
  return unit_of<unit_t<Storage, V>>(V(native::scalar_t<V>(0)));
}
template <class Storage, class Unit>
SIMDACT_INLINE void store_part(char* p, std::size_t i, std::size_t n, const Unit& x) {
  char* to = element<Storage>(p, i);
  if (n >= i + Storage::template count<vector_in<Unit>>) {
    Storage::store(to, x);
  } else if (i < n) {
    Storage::store_first(to, x, n - i);
  }
}

}  // namespace loops
SIMDACT_NAMESPACE_END
