// SPDX-License-Identifier: MIT
// Joins call a function's own kernel on blocks of a row: what precedes it is put into a buffer of the type that it
// computes in, and what follows it is done from one. A block stays in the nearest cache.
#pragma once

#include "loops/pack.hpp"
#include "tables.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

constexpr std::size_t block_size = 512;

// Where a unit is a pair of vectors they are stored one behind the other, in whole units.
template <class V>
struct buffer {
  using T = native::scalar_t<V>;
  alignas(64) T values[block_size];

  const char* bytes() const { return reinterpret_cast<const char*>(values); }
  char* bytes() { return reinterpret_cast<char*>(values); }
  template <class Unit = V>
  SIMDACT_INLINE Unit load(std::size_t i, std::size_t n) const {
    if constexpr (std::is_same_v<Unit, V>) {
      return load_part<scalar_storage<V>, V>(bytes(), i, n);
    } else {
      return {native::load<V>(values + i), native::load<V>(values + i + lanes<V>)};
    }
  }
  SIMDACT_INLINE void store(std::size_t i, std::size_t n, const V& x) {
    store_part<scalar_storage<V>>(bytes(), i, n, x);
  }
  SIMDACT_INLINE void store(std::size_t i, std::size_t, const pair<V>& x) {
    native::store(values + i, x.even);
    native::store(values + i + lanes<V>, x.odd);
  }
};

// f(i, end) for steps of n elements.
template <std::size_t step, class F>
SIMDACT_INLINE void for_each_step(std::size_t n, const F& f) {
  std::size_t i = 0;
  if constexpr (step > 1) {
    for (; n - i >= 2 * step; i += 2 * step) {
      f(i, i + step);
      f(i + step, i + 2 * step);
    }
  }
  for (; n - i >= step; i += step) f(i, i + step);
  if (i < n) f(i, n);
}
// For the vectors of n elements, and for their units.
template <class V, class F>
SIMDACT_INLINE void for_each_vector_of(std::size_t n, const F& f) {
  for_each_step<lanes<V>>(n, f);
}
template <class Storage, class V, class F>
SIMDACT_INLINE void for_each_unit_of(std::size_t n, const F& f) {
  for_each_step<Storage::template count<V>>(n, f);
}

// n elements as lanes, in the buffer: as many as their units hold.
template <class Storage, class V>
SIMDACT_INLINE void get(const char* p, std::size_t n, buffer<V>& b) {
  for_each_unit_of<Storage, V>(n, [&](std::size_t i, std::size_t end)
                                      SIMDACT_INLINE_LAMBDA { b.store(i, end, load_part<Storage, V>(p, i, end)); });
}
// At p where they are lanes there.
template <class Storage, class V>
SIMDACT_INLINE const void* as_lanes(const char* p, std::size_t n, buffer<V>& b) {
  if constexpr (is_plain<Storage, V>) {
    return p;
  } else {
    get<Storage>(p, n, b);
    return b.values;
  }
}
template <class Storage, class V>
SIMDACT_INLINE std::size_t count_lanes(std::size_t n) {
  constexpr std::size_t count = Storage::template count<V>;
  return count == lanes<V> ? n : (n + count - 1) / count * count;
}
template <class Storage, class V>
SIMDACT_INLINE void put(char* p, std::size_t n, const buffer<V>& b) {
  for_each_unit_of<Storage, V>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
    store_part<Storage>(p, i, end, b.template load<unit_t<Storage, V>>(i, end));
  });
}

// f(i, size) for the blocks of n elements, the first element of each and its size.
template <class F>
SIMDACT_INLINE void for_each_block_of(std::size_t n, const F& f) {
  for (std::size_t i = 0; i < n; i += block_size) f(i, n - i < block_size ? n - i : block_size);
}
// f(r, i, n) for the blocks of every row: its row, first element and size. Rows side by side in all arrays are one.
template <class F, class... Matrices>
SIMDACT_INLINE void for_each_block(std::size_t rows, std::size_t cols, const F& f, const Matrices&... m) {
  if (((m.stride == cols) && ...)) {
    cols *= rows;
    rows = cols > 0 ? 1 : 0;
  }
  for (std::size_t r = 0; r < rows; ++r) {
    for_each_block_of(cols, [&](std::size_t i, std::size_t n) SIMDACT_INLINE_LAMBDA { f(r, i, n); });
  }
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
