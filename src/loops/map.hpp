// SPDX-License-Identifier: MIT
// The loops: from a function on one vector to a function on arrays. The last, partial vector goes through the same
// arithmetic as the others.
#pragma once

#include <utility>

#include "loops/storage.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {  // each instruction set's kernels are its own

// A kernel at its defaults, on a whole vector or in its three stages.
template <class K, class V>
struct with_defaults : K {
  using vector = V;
  static constexpr bool staged = has_stages<K, V>;
  SIMDACT_INLINE V operator()(const V& x) const { return apply<K>(x); }
};

template <class K, class V>
struct with_parameters {
  using vector = V;
  static constexpr bool staged = false;
  parameters<V> p;
  SIMDACT_INLINE V operator()(const V& x) const { return K::eval(x, p); }
};

// Where results go: put(i, v) for the vector that begins at element i, put_first for the first n of its lanes.
template <class Storage>
struct results {
  char* y;

  template <class V>
  SIMDACT_INLINE void put(std::size_t i, const V& v) const {
    Storage::store(y + i * Storage::size, v);
  }
  template <class V>
  SIMDACT_INLINE void put_first(std::size_t i, const V& v, std::size_t n) const {
    Storage::store_first(y + i * Storage::size, v, n);
  }
};

// The same for dy times the result, rounded once more. dx may be dy or the function's input: what a vector needs of
// them is loaded before it is stored.
template <class Storage>
struct products {
  const char* dy;
  char* dx;

  template <class V>
  SIMDACT_INLINE void put(std::size_t i, const V& v) const {
    Storage::store(dx + i * Storage::size, Storage::template load<V>(dy + i * Storage::size) * v);
  }
  template <class V>
  SIMDACT_INLINE void put_first(std::size_t i, const V& v, std::size_t n) const {
    Storage::store_first(dx + i * Storage::size, Storage::template load_first<V>(dy + i * Storage::size, n) * v, n);
  }
};

// Vectors a loop iteration takes: enough to cover the loop's own cost; wide machines overlap the iterations themselves.
template <class V>
constexpr std::size_t unroll = native::vector_traits<V>::lanes == 1 ? 1 : 2;

// Written out rather than looped over an array, which gcc at -O2 would keep in memory.
template <class Storage, class F, class Out, std::size_t... u>
SIMDACT_INLINE void map_block(const F& f, const char* x, const Out& out, std::size_t i, std::index_sequence<u...>) {
  using V = typename F::vector;
  constexpr std::size_t lanes = native::vector_traits<V>::lanes;
  (out.put(i + u * lanes, f(Storage::template load<V>(x + (i + u * lanes) * Storage::size))), ...);
}

// Whole blocks of `unroll` vectors. Returns the number of elements done.
template <class Storage, class F, class Out>
SIMDACT_INLINE std::size_t map_blocks(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t block = unroll<V> * native::vector_traits<V>::lanes;
  std::size_t i = 0;
  for (; n - i >= block; i += block) map_block<Storage>(f, x, out, i, std::make_index_sequence<unroll<V>>{});
  return i;
}

// The same as a pipeline: while one block is in its last stage the next is in its second and the one after in its
// first, so that neighbouring instructions do not wait for one another.
template <class Storage, class F, class Out>
SIMDACT_INLINE std::size_t map_staged_blocks(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t lanes = native::vector_traits<V>::lanes;
  const std::size_t blocks = n / lanes;
  if (blocks < 3) return 0;
  constexpr std::size_t step = lanes * Storage::size;
  auto second = f.evaluate(f.reduce(Storage::template load<V>(x)));
  auto first = f.reduce(Storage::template load<V>(x + step));
  for (std::size_t k = 2; k < blocks; ++k) {
    const auto next = f.reduce(Storage::template load<V>(x + k * step));
    const auto middle = f.evaluate(first);
    out.put((k - 2) * lanes, f.finish(second));
    first = next;
    second = middle;
  }
  out.put((blocks - 2) * lanes, f.finish(second));
  out.put((blocks - 1) * lanes, f.finish(f.evaluate(first)));
  return blocks * lanes;
}

template <class Storage, class F, class Out>
SIMDACT_INLINE void map(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t lanes = native::vector_traits<V>::lanes;
  std::size_t i = 0;
  if constexpr (F::staged) {
    i = map_staged_blocks<Storage>(f, x, out, n);
  } else {
    i = map_blocks<Storage>(f, x, out, n);
  }
  for (; i < n; i += lanes) {
    const char* from = x + i * Storage::size;
    const std::size_t rest = n - i;
    const V v = f(rest >= lanes ? Storage::template load<V>(from) : Storage::template load_first<V>(from, rest));
    if (rest >= lanes) {
      out.put(i, v);
    } else {
      out.put_first(i, v, rest);
    }
  }
}

// The function that serves a request over n elements at x: at its defaults, or at params.
template <class Op, direction d, class Storage, accuracy asked, class V, class Out>
SIMDACT_INLINE void map_op(const simdact_params* params, const void* x, const Out& out, std::size_t n) {
  if constexpr (parameter_count < Op >> 0) {
    if (params != nullptr && !is_default<Op>(*params)) {
      using K = served_by<Op, d, Storage::computes_in, asked, true>;
      const with_parameters<K, V> f{convert_parameters<V>(*params)};
      map<Storage>(f, static_cast<const char*>(x), out, n);
      return;
    }
  }
  using K = served_by<Op, d, Storage::computes_in, asked>;
  map<Storage>(with_defaults<K, V>{}, static_cast<const char*>(x), out, n);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
