// SPDX-License-Identifier: MIT
// The element types of arrays: float, double, and the two 16-bit floating-point types.
//
//   std::vector<simdact::bfloat16> x(n), y(n);
//   x[0] = simdact::to_bfloat16(0.5f);
//   simdact::gelu(x, y);
//   float f = simdact::to_float(y[0]);
//
// float16 and bfloat16 are bits to be stored: they convert by these functions alone and have no arithmetic. Where the
// compiler has types of the same formats, _Float16, __bf16, std::float16_t and std::bfloat16_t, arrays of those serve.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

#if __has_include(<stdfloat>) && __cplusplus > 202002L
#include <stdfloat>
#endif

#include "simdact/simdact.h"

namespace simdact {

// IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction.
struct float16 {
  std::uint16_t bits;
};

// The upper half of a float: sign, 8 bits of exponent, 7 of fraction.
struct bfloat16 {
  std::uint16_t bits;
};

namespace element {

inline std::uint32_t float_bits(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline float float_of_bits(std::uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// bits / 2^shift, rounded to nearest, ties to even.
inline std::uint32_t round_shift(std::uint32_t bits, int shift) {
  const std::uint32_t half = std::uint32_t{1} << (shift - 1);
  return (bits + half - 1 + (bits >> shift & 1)) >> shift;
}

}  // namespace element

// The same number; exact. A NaN stays one.
inline float to_float(float16 x) {
  const std::uint32_t sign = (x.bits & 0x8000u) << 16, magnitude = x.bits & 0x7fffu;
  if (magnitude < 0x400) {  // a subnormal number counts in units of 2^-24
    return element::float_of_bits(element::float_bits(static_cast<float>(magnitude) * 0x1p-24f) | sign);
  }
  const std::uint32_t rebias = magnitude < 0x7c00 ? (127 - 15) << 23 : (255 - 31) << 23;
  return element::float_of_bits(((magnitude << 13) + rebias) | sign);
}
inline float to_float(bfloat16 x) { return element::float_of_bits(std::uint32_t{x.bits} << 16); }

// The nearest number, ties to even; beyond the largest an infinity. A NaN stays one.
inline float16 to_float16(float x) {
  const std::uint32_t bits = element::float_bits(x), sign = bits >> 16 & 0x8000u, magnitude = bits & 0x7fffffffu;
  std::uint32_t y;
  if (magnitude >= 0x477ff000u) {  // from 65520 on, half a unit past the largest number, and NaNs
    y = magnitude > 0x7f800000u ? 0x7e00 : 0x7c00;
  } else if (magnitude < 0x38800000u) {  // below 2^-14; a sum with 1/2 has units of 2^-24, those of the subnormals
    y = element::float_bits(element::float_of_bits(magnitude) + 0.5f) - element::float_bits(0.5f);
  } else {
    y = element::round_shift(magnitude - ((127 - 15) << 23), 13);
  }
  return {static_cast<std::uint16_t>(y | sign)};
}
inline bfloat16 to_bfloat16(float x) {
  const std::uint32_t bits = element::float_bits(x);
  return {static_cast<std::uint16_t>(x == x ? element::round_shift(bits, 16) : bits >> 16 | 0x40u)};
}

namespace element {

// gcc 12 has _Float16 in C++ on x86 alone. clang tells of __bf16 by no macro of its own; on x86 it is there since
// clang 17.
#if defined(__FLT16_MAX__) && (defined(__clang__) || __GNUC__ >= 13 || (__GNUC__ == 12 && defined(__SSE2__)))
__extension__ typedef _Float16 compiler_float16;
#else
using compiler_float16 = float16;
#endif
#if defined(__BFLT16_MAX__) || defined(__ARM_FEATURE_BF16) || \
    (defined(__clang__) && __clang_major__ >= 17 && defined(__SSE2__))
__extension__ typedef __bf16 compiler_bfloat16;
#else
using compiler_bfloat16 = bfloat16;
#endif
#if defined(__STDCPP_FLOAT16_T__)
using standard_float16 = std::float16_t;
#else
using standard_float16 = float16;
#endif
#if defined(__STDCPP_BFLOAT16_T__)
using standard_bfloat16 = std::bfloat16_t;
#else
using standard_bfloat16 = bfloat16;
#endif

template <class T, class... Types>
constexpr bool is_any_of = (std::is_same_v<T, Types> || ...);

}  // namespace element

// dtype_of<T>::value is the C ABI's id of the element type T; no other type has one.
template <class T, class = void>
struct dtype_of {};
template <>
struct dtype_of<float> : std::integral_constant<simdact_dtype, SIMDACT_F32> {};
template <>
struct dtype_of<double> : std::integral_constant<simdact_dtype, SIMDACT_F64> {};
template <class T>
struct dtype_of<T,
                std::enable_if_t<element::is_any_of<T, float16, element::compiler_float16, element::standard_float16>>>
    : std::integral_constant<simdact_dtype, SIMDACT_F16> {};
template <class T>
struct dtype_of<
    T, std::enable_if_t<element::is_any_of<T, bfloat16, element::compiler_bfloat16, element::standard_bfloat16>>>
    : std::integral_constant<simdact_dtype, SIMDACT_BF16> {};

}  // namespace simdact
