// SPDX-License-Identifier: MIT
// Sums and maxima over a row, the same on every instruction set: a row is cut into packs of 16 elements, the virtual
// lanes, each of which a sum goes through on its own; at the end the lanes are added in a fixed tree. A pack is one
// vector or several. Where a row ends within one, the lanes behind the end are filled.
#pragma once

#include <utility>

#include "loops/storage.hpp"
#include "simdact/core/f64/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

constexpr std::size_t pack_size = 16;
template <class V>
constexpr std::size_t vectors_in_pack = pack_size / lanes<V>;

template <class F, std::size_t... u>
SIMDACT_INLINE void for_each_of(const F& f, std::index_sequence<u...>) {
  (f(std::integral_constant<std::size_t, u>{}), ...);
}
// f(u) for each vector of a pack, u a constant where these are few.
template <class V, class F>
SIMDACT_INLINE void for_each_vector(const F& f) {
  if constexpr (lanes<V> == 1) {
    for (std::size_t u = 0; u < pack_size; ++u) f(u);
  } else {
    for_each_of(f, std::make_index_sequence<vectors_in_pack<V>>{});
  }
}

template <class T>
inline constexpr T lane_numbers[pack_size] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

// x, with the value in the lanes behind the end of the n elements, of which its first is element i.
template <class V>
SIMDACT_INLINE V fill_behind(const V& x, std::size_t i, std::size_t n, double value) {
  using T = native::scalar_t<V>;
  if (n >= i + lanes<V>) return x;
  const T count = i < n ? static_cast<T>(n - i) : T(0);
  return native::select(native::lt(native::load<V>(lane_numbers<T>), V(count)), x, V(static_cast<T>(value)));
}

template <class Storage>
constexpr bool has_floats = std::is_base_of_v<plain_storage<sizeof(float)>, Storage>;

// The vectors of double that hold a vector's lanes: itself, or one or two that its lanes of float are widened to.
template <class V>
struct double_lanes {
  using type = V;
  static constexpr std::size_t vectors = 1;
};
template <class A>
struct double_lanes<xsimd::batch<float, A>> {
  using type = xsimd::batch<double, A>;
  static constexpr std::size_t vectors = 2;
};
template <>
struct double_lanes<float> {
  using type = double;
  static constexpr std::size_t vectors = 1;
};
template <class V>
using doubles_t = typename double_lanes<V>::type;

template <std::size_t part, class V>
SIMDACT_INLINE doubles_t<V> widened(const V& x) {
  if constexpr (std::is_same_v<V, doubles_t<V>>) {
    return x;
  } else if constexpr (part == 0) {
    return native::widen_low(x);
  } else {
    return native::widen_high(x);
  }
}
// Whether vectors are packs and the row ends in the middle of that from element i on.
template <class V>
SIMDACT_INLINE bool half_of_pack(std::size_t i, std::size_t n) {
  return vectors_in_pack<V> == 1 && n == i + pack_size / 2;
}
// Those of the vector that begins at element i of the n at p, with zeros behind their end. Floats are widened as they
// are read, if their number allows, which spares the work of taking a register apart.
template <class V>
struct doubles_of {
  doubles_t<V> part[double_lanes<V>::vectors];
};
template <class Storage, class V>
SIMDACT_INLINE doubles_of<V> load_doubles(const char* p, std::size_t i, std::size_t n) {
  if constexpr (double_lanes<V>::vectors == 1) {
    return {widened<0>(load_part<Storage, V>(p, i, n))};
  } else {
    if constexpr (has_floats<Storage>) {
      using D = doubles_t<V>;
      const char* from = element<Storage>(p, i);
      if (n >= i + lanes<V>) {
        return {native::load_widened<D>(from), native::load_widened<D>(element<Storage>(from, lanes<D>))};
      }
      if (half_of_pack<V>(i, n)) return {native::load_widened<D>(from), D(0.0)};
    }
    const V x = load_part<Storage, V>(p, i, n);
    return {widened<0>(x), widened<1>(x)};
  }
}
// The lanes of f(part) for each part, rounded to V's type.
template <class V, class F>
SIMDACT_INLINE V narrowed(const F& f) {
  if constexpr (std::is_same_v<V, doubles_t<V>>) {
    return f(std::integral_constant<std::size_t, 0>{});
  } else if constexpr (double_lanes<V>::vectors == 1) {
    return native::narrow(f(std::integral_constant<std::size_t, 0>{}));
  } else {
    return native::narrow(f(std::integral_constant<std::size_t, 0>{}), f(std::integral_constant<std::size_t, 1>{}));
  }
}
// Those written as the vector that begins at element i of the n at p: floats as they are rounded.
template <class Storage, class V, class F>
SIMDACT_INLINE void store_doubles(char* p, std::size_t i, std::size_t n, const F& f) {
  if constexpr (has_floats<Storage> && double_lanes<V>::vectors == 2) {
    using D = doubles_t<V>;
    char* to = element<Storage>(p, i);
    if (n >= i + lanes<V>) {
      const D low = f(std::integral_constant<std::size_t, 0>{}), high = f(std::integral_constant<std::size_t, 1>{});
      native::store_narrowed(to, low);
      native::store_narrowed(element<Storage>(to, lanes<D>), high);
      return;
    }
    if (half_of_pack<V>(i, n)) {
      native::store_narrowed(to, D(f(std::integral_constant<std::size_t, 0>{})));
      return;
    }
  }
  store_part<Storage>(p, i, n, narrowed<V>(f));
}

// a + b of a sum in two parts: where it is infinite that alone, since the second part would make NaN of it.
template <class D>
SIMDACT_INLINE core::two_part<D> sum_of_terms(const core::two_part<D>& a, const core::two_part<D>& b) {
  const core::two_part<D> s = core::f64::sum(a, b);
  return {s.high, native::select_or_zero(native::lt(native::abs(s.high), D(__builtin_inf())), s.low)};
}

// Combines all lanes by f, of double ones in two parts too: halves first, then quarters, and so on. Lane 0 has the
// result.
template <std::size_t distance, class V>
SIMDACT_INLINE core::two_part<V> exchange_lanes(const core::two_part<V>& x) {
  return {native::exchange_lanes<distance>(x.high), native::exchange_lanes<distance>(x.low)};
}
template <std::size_t distance, class V>
SIMDACT_INLINE V exchange_lanes(const V& x) {
  return native::exchange_lanes<distance>(x);
}
template <std::size_t distance, class X, class F>
SIMDACT_INLINE X fold_lanes(const X& x, const F& f) {
  if constexpr (distance == 0) {
    return x;
  } else {
    return fold_lanes<distance / 2>(f(x, exchange_lanes<distance>(x)), f);
  }
}
template <class V>
SIMDACT_INLINE native::scalar_t<V> maximum_of_lanes(const V& x) {
  return native::first_lane(
      fold_lanes<lanes<V> / 2>(x, [](const V& a, const V& b) SIMDACT_INLINE_LAMBDA { return native::max(a, b); }));
}

// The sum of the virtual lanes, which x holds in vectors, by halves too: of every step-th vector from the first on.
template <std::size_t step, std::size_t count, class X, class F>
SIMDACT_INLINE X fold_vectors(const X* x, const F& f) {
  if constexpr (step == count) {
    return *x;
  } else {
    return f(fold_vectors<2 * step, count>(x, f), fold_vectors<2 * step, count>(x + step, f));
  }
}
// x may end early: without its second half where that is zeros, and so without half of the rest, and so on.
template <class D, std::size_t count>
SIMDACT_INLINE double sum_of_lanes(const D (&x)[count]) {
  static_assert(count * lanes<D> <= pack_size, "a pack");
  const auto sum = [](const D& a, const D& b) SIMDACT_INLINE_LAMBDA { return a + b; };
  return native::first_lane(fold_lanes<lanes<D> / 2>(fold_vectors<1, count>(x, sum), sum));
}
template <class D, std::size_t count>
SIMDACT_INLINE core::two_part<double> sum_of_lanes(const core::two_part<D> (&x)[count]) {
  static_assert(count * lanes<D> == pack_size, "a pack");
  const auto sum = [](const core::two_part<D>& a, const core::two_part<D>& b)
                       SIMDACT_INLINE_LAMBDA { return sum_of_terms(a, b); };
  const core::two_part<D> s = fold_lanes<lanes<D> / 2>(fold_vectors<1, count>(x, sum), sum);
  return {native::first_lane(s.high), native::first_lane(s.low)};
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
