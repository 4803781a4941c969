// SPDX-License-Identifier: MIT
// The loops: from a function on one vector to a function on arrays. The last, partial vector goes through the same
// arithmetic as the others.
#pragma once

#include <utility>

#include "loops/storage.hpp"
#include "loops/subnormals.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {  // each instruction set's kernels are its own

// A kernel at its defaults, on a whole vector or in its three stages.
template <class K, class V>
struct with_defaults : K {
  using vector = V;
  static constexpr bool staged = has_stages<K, V>;
  SIMDACT_INLINE auto operator()(const V& x) const { return apply<K>(x); }
};

template <class K, class V>
struct with_parameters {
  using vector = V;
  static constexpr bool staged = false;
  parameters<V> p;
  SIMDACT_INLINE V operator()(const V& x) const { return K::eval(x, p); }
};

template <class K, class V>
struct at_ordinary_parameters : K::template at<V> {
  using vector = V;
  static constexpr bool staged = true;
  SIMDACT_INLINE explicit at_ordinary_parameters(const parameters<V>& p) : K::template at<V>(p) {}
  SIMDACT_INLINE V operator()(const V& x) const { return this->finish(this->evaluate(this->reduce(x))); }
};

// A kernel on the bits of 16-bit elements.
template <class K, class V>
struct on_bits {
  using vector = native::halves_t<V>;
  static constexpr bool staged = false;
  SIMDACT_INLINE vector operator()(const vector& h) const { return K::template map<V>(h); }
};

// Where results go: put(i, v) for the unit that begins at element i, put_first for the first n elements of it.
struct results {
  char* y;

  template <class Storage, class Unit>
  SIMDACT_INLINE void put(std::size_t i, const Unit& v) const {
    Storage::store(y + i * Storage::size, stored(v));
  }
  template <class Storage, class Unit>
  SIMDACT_INLINE void put_first(std::size_t i, const Unit& v, std::size_t n) const {
    Storage::store_first(y + i * Storage::size, stored(v), n);
  }

 private:
  template <class Unit>
  static SIMDACT_INLINE const Unit& stored(const Unit& v) {
    return v;
  }
  template <class V>
  static SIMDACT_INLINE V stored(const core::unlowered<V>& v) {
    return v;
  }
};

// The same for dy times the result, rounded once more. dx may be dy or the function's input: what a unit needs of them
// is loaded before it is stored.
struct products {
  const char* dy;
  char* dx;

  template <class Storage, class Unit>
  SIMDACT_INLINE void put(std::size_t i, const Unit& v) const {
    using V = vector_in<Unit>;
    Storage::store(dx + i * Storage::size, product(Storage::template load<V>(dy + i * Storage::size), v));
  }
  template <class Storage, class Unit>
  SIMDACT_INLINE void put_first(std::size_t i, const Unit& v, std::size_t n) const {
    using V = vector_in<Unit>;
    const auto d = Storage::template load_first<V>(dy + i * Storage::size, n);
    Storage::store_first(dx + i * Storage::size, product(d, v), n);
  }

 private:
  template <class Unit, class Result>
  static SIMDACT_INLINE Unit product(const Unit& d, const Result& v) {
    if constexpr (core::avoids_subnormals) {
      return careful_product(d, v);
    } else {
      return d * v;
    }
  }
};

// Units a loop iteration takes: enough to cover the loop's own cost; wide machines overlap the iterations themselves.
template <class Storage, class V>
constexpr std::size_t unroll = lanes<V> == 1 || Storage::template count<V> != lanes<V> ? 1 : 2;

// Written out rather than looped over an array, which gcc at -O2 would keep in memory.
template <class Storage, class F, class Out, std::size_t... u>
SIMDACT_INLINE void map_block(const F& f, const char* x, const Out& out, std::size_t i, std::index_sequence<u...>) {
  using V = typename F::vector;
  constexpr std::size_t count = Storage::template count<V>;
  const auto result = [&](std::size_t at) SIMDACT_INLINE_LAMBDA {
    return on_unit(f, read_once(Storage::template load<V>(x + at * Storage::size)));
  };
  if constexpr (core::avoids_subnormals && std::is_same_v<Out, products> && sizeof...(u) == 2) {
    // Both results first: long chains of operations then go on side by side.
    const auto first = result(i), second = result(i + count);
    out.template put<Storage>(i, first);
    out.template put<Storage>(i + count, second);
  } else {
    (out.template put<Storage>(i + u * count, result(i + u * count)), ...);
  }
}

// Whole blocks of `unroll` units. Returns the number of elements done.
template <class Storage, class F, class Out>
SIMDACT_INLINE std::size_t map_blocks(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t units = unroll<Storage, V>, block = units * Storage::template count<V>;
  std::size_t i = 0;
  for (; n - i >= block; i += block) map_block<Storage>(f, x, out, i, std::make_index_sequence<units>{});
  return i;
}

// The same as a pipeline: while one block is in its last stage the next is in its second and the one after in its
// first, so that neighbouring instructions do not wait for one another.
template <class Storage, class F, class Out>
SIMDACT_INLINE std::size_t map_staged_blocks(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t count = lanes<V>;
  const std::size_t blocks = n / count;
  if (blocks < 3) return 0;
  constexpr std::size_t step = count * Storage::size;
  auto second = f.evaluate(f.reduce(Storage::template load<V>(x)));
  auto first = f.reduce(Storage::template load<V>(x + step));
  for (std::size_t k = 2; k < blocks; ++k) {
    const auto next = f.reduce(Storage::template load<V>(x + k * step));
    const auto middle = f.evaluate(first);
    out.template put<Storage>((k - 2) * count, f.finish(second));
    first = next;
    second = middle;
  }
  out.template put<Storage>((blocks - 2) * count, f.finish(second));
  out.template put<Storage>((blocks - 1) * count, f.finish(f.evaluate(first)));
  return blocks * count;
}

// The same pipeline of single vectors where a unit is a pair of them: a unit is loaded for two steps of it, and stored
// when both of its vectors have passed.
template <class Storage, class F, class Out>
SIMDACT_INLINE std::size_t map_staged_pairs(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t count = Storage::template count<V>;
  const std::size_t units = n / count;
  if (units < 2) return 0;
  const pair<V> begin = Storage::template load<V>(x);
  auto second = f.evaluate(f.reduce(begin.even));
  auto first = f.reduce(begin.odd);
  for (std::size_t k = 1; k < units; ++k) {
    const pair<V> unit = Storage::template load<V>(x + k * count * Storage::size);
    const auto next = f.reduce(unit.even);
    const auto middle = f.evaluate(first);
    const V even = f.finish(second);
    first = f.reduce(unit.odd);
    second = f.evaluate(next);
    out.template put<Storage>((k - 1) * count, pair<V>{even, f.finish(middle)});
  }
  const V even = f.finish(second);
  out.template put<Storage>((units - 1) * count, pair<V>{even, f.finish(f.evaluate(first))});
  return units * count;
}

template <class Storage, class F, class Out>
SIMDACT_INLINE void map(const F& f, const char* x, const Out& out, std::size_t n) {
  using V = typename F::vector;
  constexpr std::size_t count = Storage::template count<V>;
  std::size_t i = 0;
  if constexpr (F::staged && count == lanes<V>) {
    i = map_staged_blocks<Storage>(f, x, out, n);
  } else if constexpr (F::staged) {
    i = map_staged_pairs<Storage>(f, x, out, n);
  } else {
    i = map_blocks<Storage>(f, x, out, n);
  }
  for (; i < n; i += count) {
    const char* from = x + i * Storage::size;
    const std::size_t rest = n - i;
    const auto v =
        on_unit(f, rest >= count ? Storage::template load<V>(from) : Storage::template load_first<V>(from, rest));
    if (rest >= count) {
      out.template put<Storage>(i, v);
    } else {
      out.template put_first<Storage>(i, v, rest);
    }
  }
}

template <class Op>
SIMDACT_INLINE bool has_defaults(const simdact_params* params) {
  return !has_parameters<Op> || params == nullptr || is_default<Op>(*params);
}

// The function that serves a request over n elements at x: at its defaults, or at params.
template <class Op, direction d, simdact_dtype dtype, accuracy asked, class V, class Out>
SIMDACT_INLINE void map_op(const void* x, const Out& out, std::size_t n) {
  using K = served_by<Op, d, dtype_facts<dtype>::computes_in, asked>;
  const char* from = static_cast<const char*>(x);
  if constexpr (maps_bits<K>) {
    map<plain_storage<2>>(on_bits<K, V>{}, from, out, n);
  } else {
    map<storage<dtype, rounding_of<K>>>(with_defaults<K, V>{}, from, out, n);
  }
}
template <class Op, direction d, simdact_dtype dtype, accuracy asked, class V, class Out>
SIMDACT_INLINE void map_op(const simdact_params* params, const void* x, const Out& out, std::size_t n) {
  constexpr arithmetic computed_in = dtype_facts<dtype>::computes_in;
  const char* from = static_cast<const char*>(x);
  if constexpr (has_parameters<Op>) {
    if (!has_defaults<Op>(params)) {
      using K = served_by<Op, d, computed_in, asked, true>;
      const parameters<V> p = convert_parameters<V>(*params);
      if constexpr (has_stages_at<K, V>) {
        if (K::template at<V>::serves(p)) return map<storage<dtype>>(at_ordinary_parameters<K, V>(p), from, out, n);
      }
      return map<storage<dtype>>(with_parameters<K, V>{p}, from, out, n);
    }
  }
  map_op<Op, d, dtype, asked, V>(x, out, n);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
