// SPDX-License-Identifier: MIT
// Kernels of f16 and bf16 from those of f32. They are computed in lanes of float, which the storage rounds once more,
// to the type: f32's results are so near to the exact ones that this leaves few of the 65,536 inputs with another than
// the correctly rounded result, or none. A kernel names the tier of f32 that it takes, and mends what is left.
//
//   rounded<Op, tier>          f32's kernel of that tier
//   mended<Op, tier, a>        the same for a kernel of the arithmetic a that has wrong[] = {{from, to}, ...}: where
//                              f32's result is from, in the middle of two numbers of the type or next to it, the
//                              correctly rounded one is to
//   mend_results<K>(y)         the same of the results y of a kernel K of its own
//   half_bits<a>(x)            the bits of x, a number of the type or infinite, but no subnormal one
//
// f'(x) and f'(x) from f(x) are those of f32 for every function, in its fast tier: the storage multiplies by dy in
// float and rounds once more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class Op, accuracy tier>
struct rounded : kernel<Op, direction::forward, arithmetic::f32, tier> {
  static constexpr double bound = 0.5;
};

struct mend {
  float from, to;
};

// A lookup of eight. The index is three bits in which all values to mend differ: of their own bits, or of the sum of
// these and themselves shifted by `fold`. Where the table has no value it has NaN, which equals none.
struct mend_table {
  float from[8], to[8];
  int fold = 0, shift = 0;

  template <std::size_t n>
  constexpr explicit mend_table(const mend (&wrong)[n]) : from{}, to{} {
    while (!tells_apart(wrong)) {
      if (++shift < 29) continue;
      shift = 0;
      ++fold;
    }
    for (float& f : from) f = __builtin_nanf("");
    for (const mend& m : wrong) {
      from[index(m)] = m.from;
      to[index(m)] = m.to;
    }
  }

 private:
  constexpr std::uint32_t index(const mend& m) const {
    const auto bits = __builtin_bit_cast(std::uint32_t, m.from);
    return (fold == 0 ? bits : bits + (bits >> fold)) >> shift & 7;
  }
  template <std::size_t n>
  constexpr bool tells_apart(const mend (&wrong)[n]) const {
    unsigned taken = 0;
    for (const mend& m : wrong) taken |= 1u << index(m);
    return shift > 0 && __builtin_popcount(taken) == n;
  }
};

// Up to two one by one; more by a lookup.
template <class K, class V>
SIMDACT_INLINE V mend_results(const V& y) {
  constexpr std::size_t count = std::size(K::wrong);
  if constexpr (count <= 2) {
    const V z = native::select(native::eq(y, V(K::wrong[0].from)), V(K::wrong[0].to), y);
    if constexpr (count == 1) return z;
    return native::select(native::eq(y, V(K::wrong[count - 1].from)), V(K::wrong[count - 1].to), z);
  } else {
    static constexpr mend_table table(K::wrong);
    auto bits = native::to_bits(y);
    if constexpr (table.fold != 0) bits = bits + native::shr<table.fold>(bits);
    const auto i = native::shr<table.shift>(bits);
    return native::select(native::eq(y, native::lookup<V>(table.from, i)), native::lookup<V>(table.to, i), y);
  }
}

template <class Op, accuracy tier, arithmetic a>
struct mended : rounded<Op, tier> {
  using f32 = kernel<Op, direction::forward, arithmetic::f32, tier>;
  using own = kernel<Op, direction::forward, a, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return mend_results<own>(simdact::apply<f32>(x));
  }
  template <class S>
  static SIMDACT_INLINE auto finish(const S& s) {
    return mend_results<own>(f32::finish(s));
  }
};

template <arithmetic a>
constexpr std::uint16_t half_bits(float x) {
  const auto bits = __builtin_bit_cast(std::uint32_t, x);
  if (a == arithmetic::bf16) return static_cast<std::uint16_t>(bits >> 16);
  const std::uint32_t magnitude = bits & 0x7fffffffu, sign = bits >> 16 & 0x8000u;
  return static_cast<std::uint16_t>(sign | (magnitude == 0x7f800000u ? 0x7c00u : (magnitude - 0x38000000u) >> 13));
}

template <class Op, direction d, class = void>
struct half_derivative {};
template <class Op, direction d>
struct half_derivative<Op, d, std::enable_if_t<is_served<Op, d, arithmetic::f32, accuracy::fast>>>
    : served_by<Op, d, arithmetic::f32, accuracy::fast> {
  // Of dx as an f16 or bf16, beside the exact dy f'(x).
  static constexpr double bound = 0.51;
};

}  // namespace core

#define SIMDACT_HALF_DERIVATIVE(way, type) \
  template <class Op>                      \
  struct kernel<Op, direction::way, arithmetic::type, accuracy::high> : core::half_derivative<Op, direction::way> {};
SIMDACT_HALF_DERIVATIVE(backward, f16)
SIMDACT_HALF_DERIVATIVE(backward, bf16)
SIMDACT_HALF_DERIVATIVE(from_output, f16)
SIMDACT_HALF_DERIVATIVE(from_output, bf16)
#undef SIMDACT_HALF_DERIVATIVE

template <class K, class = void>
constexpr rounding rounding_of = rounding::even;
template <class K>
constexpr rounding rounding_of<K, std::void_t<decltype(K::rounds)>> = K::rounds;

// Whether a kernel is computed on the elements' bits, in registers of halves.
template <class K, class = void>
constexpr bool maps_bits = false;
template <class K>
constexpr bool maps_bits<K, std::void_t<decltype(K::template map<float>(std::declval<native::halves_t<float>>()))>> =
    true;

SIMDACT_NAMESPACE_END
