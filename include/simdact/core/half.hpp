// SPDX-License-Identifier: MIT
// Kernels of f16 and bf16 from those of f32. They are computed in lanes of float, which the storage rounds once more,
// to the type: f32's results are so near to the exact ones that this leaves few of the 65,536 inputs with another than
// the correctly rounded result, or none. A kernel names the tier of f32 that it takes, and mends what is left.
//
//   rounded<Op, tier>          f32's kernel of that tier
//   mended<Op, tier, a>        the same for a kernel of the arithmetic a that has wrong[] = {{from, to}, ...}: where
//                              f32's result is from, in the middle of two numbers of the type or next to it, the
//                              correctly rounded one is to
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

template <class Op, accuracy tier, arithmetic a>
struct mended : rounded<Op, tier> {
  using f32 = kernel<Op, direction::forward, arithmetic::f32, tier>;
  using own = kernel<Op, direction::forward, a, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return mend_all<own>(simdact::apply<f32>(x));
  }
  template <class S>
  static SIMDACT_INLINE auto finish(const S& s) {
    return mend_all<own>(f32::finish(s));
  }

 private:
  template <class K, class V>
  static SIMDACT_INLINE V mend_all(V y) {
    return mend_each<K>(y, std::make_index_sequence<std::size(K::wrong)>{});
  }
  template <class K, class V, std::size_t... i>
  static SIMDACT_INLINE V mend_each(V y, std::index_sequence<i...>) {
    ((y = native::select(native::eq(y, V(K::wrong[i].from)), V(K::wrong[i].to), y)), ...);
    return y;
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
constexpr bool maps_bits<K, std::void_t<decltype(K::map(std::declval<native::halves_t<float>>()))>> = true;

SIMDACT_NAMESPACE_END
