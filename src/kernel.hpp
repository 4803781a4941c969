// SPDX-License-Identifier: MIT
// The loops: from a function on one vector to a function on arrays. The last, partial vector goes through the same
// arithmetic as the others.
#pragma once

#include <utility>

#include "dtype.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {  // each instruction set's kernels are its own

// f on a whole vector and, where the op states them, its three stages.
template <class Op, class Tier, class V>
struct with_defaults {
  using vector = V;
  static constexpr bool staged = has_stages<Op, Tier, V>::value;
  SIMDACT_INLINE V operator()(const V& x) const { return apply<Op, Tier>(x); }
  SIMDACT_INLINE auto reduce(const V& x) const { return Op::reduce(Tier{}, x); }
  template <class S>
  SIMDACT_INLINE auto evaluate(const S& s) const {
    return Op::evaluate(Tier{}, s);
  }
  template <class S>
  SIMDACT_INLINE V finish(const S& s) const {
    return Op::finish(Tier{}, s);
  }
};

template <class Op, class Tier, class V>
struct with_parameters {
  using vector = V;
  static constexpr bool staged = false;
  parameters<V> p;
  SIMDACT_INLINE V operator()(const V& x) const { return apply<Op, Tier>(x, p); }
};

// Vectors a loop iteration takes: enough to cover the loop's own cost; wide machines overlap the iterations themselves.
template <class V>
constexpr std::size_t unroll = native::vector_traits<V>::lanes == 1 ? 1 : 2;

// Written out rather than looped over an array, which gcc at -O2 would keep in memory.
template <class Storage, class F, std::size_t... u>
SIMDACT_INLINE void map_block(const F& f, const char* x, char* y, std::index_sequence<u...>) {
  using V = typename F::vector;
  constexpr std::size_t step = native::vector_traits<V>::lanes * Storage::size;
  (Storage::store(y + u * step, f(Storage::template load<V>(x + u * step))), ...);
}

// Whole blocks of `unroll` vectors. Returns the number of elements done.
template <class Storage, class F>
SIMDACT_INLINE std::size_t map_blocks(const F& f, const char* x, char* y, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t block = unroll<V> * native::vector_traits<V>::lanes;
  std::size_t i = 0;
  for (; n - i >= block; i += block) {
    map_block<Storage>(f, x + i * Storage::size, y + i * Storage::size, std::make_index_sequence<unroll<V>>{});
  }
  return i;
}

// The same as a pipeline: while one block is in its last stage the next is in its second and the one after in its
// first, so that neighbouring instructions do not wait for one another.
template <class Storage, class F>
SIMDACT_INLINE std::size_t map_staged_blocks(const F& f, const char* x, char* y, std::size_t n) {
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
    Storage::store(y + (k - 2) * step, f.finish(second));
    first = next;
    second = middle;
  }
  Storage::store(y + (blocks - 2) * step, f.finish(second));
  Storage::store(y + (blocks - 1) * step, f.finish(f.evaluate(first)));
  return blocks * lanes;
}

template <class Storage, class F>
SIMDACT_INLINE void map(const F& f, const char* x, char* y, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t lanes = native::vector_traits<V>::lanes;
  std::size_t i = 0;
  if constexpr (F::staged) {
    i = map_staged_blocks<Storage>(f, x, y, n);
  } else {
    i = map_blocks<Storage>(f, x, y, n);
  }
  for (; i < n; i += lanes) {
    const char* from = x + i * Storage::size;
    char* to = y + i * Storage::size;
    const std::size_t rest = n - i;
    const V v = f(rest >= lanes ? Storage::template load<V>(from) : Storage::template load_first<V>(from, rest));
    if (rest >= lanes) {
      Storage::store(to, v);
    } else {
      Storage::store_first(to, v, rest);
    }
  }
}

// simdact_forward_fn: V is the vector of dtype's compute type.
template <class Op, class Tier, simdact_dtype dtype, class V>
void forward(const simdact_params* params, const void* x, void* y, std::size_t n) {
  using Storage = storage<dtype>;
  if constexpr (parameter_count<Op>::value > 0) {
    if (params != nullptr && !is_default<Op>(*params)) {
      const with_parameters<Op, Tier, V> f{convert_parameters<V>(*params)};
      map<Storage>(f, static_cast<const char*>(x), static_cast<char*>(y), n);
      return;
    }
  }
  map<Storage>(with_defaults<Op, Tier, V>{}, static_cast<const char*>(x), static_cast<char*>(y), n);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
