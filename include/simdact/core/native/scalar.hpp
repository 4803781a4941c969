// SPDX-License-Identifier: MIT
// Native operations on plain float and double: the generic ISA. The same IEEE operations as the vector ISAs, one lane.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "simdact/core/config.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace raw {

// The width of the lanes of an integer register whose type does not tell it.
struct lane32 {};
struct lane64 {};

// x itself, of whose value the compiler knows nothing. gcc 12 turns the negation of an FMA's result into an instruction
// such as AArch64's fnmadd, which gives an exact zero the other sign.
template <class T>
SIMDACT_INLINE T opaque(T x) {
#if defined(__aarch64__)
  __asm__("" : "+w"(x));
#elif defined(__AVX512F__)
  __asm__("" : "+v"(x));
#elif defined(__x86_64__)
  __asm__("" : "+x"(x));
#else
  __asm__("" : "+m"(x));
#endif
  return x;
}

SIMDACT_INLINE float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
SIMDACT_INLINE double fma(double a, double b, double c) { return __builtin_fma(a, b, c); }
SIMDACT_INLINE float fnma(float a, float b, float c) { return __builtin_fmaf(-opaque(a), b, c); }
SIMDACT_INLINE double fnma(double a, double b, double c) { return __builtin_fma(-opaque(a), b, c); }
SIMDACT_INLINE float fms(float a, float b, float c) { return __builtin_fmaf(a, b, -opaque(c)); }
SIMDACT_INLINE double fms(double a, double b, double c) { return __builtin_fma(a, b, -opaque(c)); }

SIMDACT_INLINE float div(float a, float b) { return a / b; }
SIMDACT_INLINE double div(double a, double b) { return a / b; }
SIMDACT_INLINE float min(float a, float b) { return a < b ? a : b; }
SIMDACT_INLINE double min(double a, double b) { return a < b ? a : b; }
SIMDACT_INLINE float max(float a, float b) { return a > b ? a : b; }
SIMDACT_INLINE double max(double a, double b) { return a > b ? a : b; }
SIMDACT_INLINE float min_abs(float a, float x) { return min(__builtin_fabsf(x), a); }
SIMDACT_INLINE double min_abs(double a, double x) { return min(__builtin_fabs(x), a); }
SIMDACT_INLINE float max_abs(float a, float x) { return max(__builtin_fabsf(x), a); }
SIMDACT_INLINE double max_abs(double a, double x) { return max(__builtin_fabs(x), a); }

SIMDACT_INLINE std::uint32_t to_bits(float x) { return __builtin_bit_cast(std::uint32_t, x); }
SIMDACT_INLINE std::uint64_t to_bits(double x) { return __builtin_bit_cast(std::uint64_t, x); }
SIMDACT_INLINE void from_bits(std::uint32_t i, float& x) { x = __builtin_bit_cast(float, i); }
SIMDACT_INLINE void from_bits(std::uint64_t i, double& x) { x = __builtin_bit_cast(double, i); }

SIMDACT_INLINE float with_sign(float magnitude, float sign) { return __builtin_copysignf(magnitude, sign); }
SIMDACT_INLINE double with_sign(double magnitude, double sign) { return __builtin_copysign(magnitude, sign); }

SIMDACT_INLINE bool lt(float a, float b) { return a < b; }
SIMDACT_INLINE bool lt(double a, double b) { return a < b; }
SIMDACT_INLINE bool lt_or_nan(float a, float b) { return !(a >= b); }
SIMDACT_INLINE bool lt_or_nan(double a, double b) { return !(a >= b); }
SIMDACT_INLINE bool le(float a, float b) { return a <= b; }
SIMDACT_INLINE bool le(double a, double b) { return a <= b; }
SIMDACT_INLINE bool eq(float a, float b) { return a == b; }
SIMDACT_INLINE bool eq(double a, double b) { return a == b; }
SIMDACT_INLINE bool unordered(float a, float b) { return __builtin_isunordered(a, b); }
SIMDACT_INLINE bool unordered(double a, double b) { return __builtin_isunordered(a, b); }
SIMDACT_INLINE float or_nan(float v, float x) { return unordered(x, x) ? x : v; }
SIMDACT_INLINE double or_nan(double v, double x) { return unordered(x, x) ? x : v; }
SIMDACT_INLINE float one_or(float x, float other) { return or_nan(x > 0 ? 1.0f : other, x); }
SIMDACT_INLINE double one_or(double x, double other) { return or_nan(x > 0 ? 1.0 : other, x); }
SIMDACT_INLINE bool gt_signed(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(a) > static_cast<std::int32_t>(b);
}
SIMDACT_INLINE std::uint32_t max_signed(std::uint32_t a, std::uint32_t b) { return gt_signed(a, b) ? a : b; }
SIMDACT_INLINE bool mask_and(bool a, bool b) { return a && b; }
SIMDACT_INLINE bool mask_or(bool a, bool b) { return a || b; }
SIMDACT_INLINE bool any(bool m) { return m; }
SIMDACT_INLINE bool all(bool m) { return m; }

SIMDACT_INLINE float select(bool m, float a, float b) { return m ? a : b; }
SIMDACT_INLINE double select(bool m, double a, double b) { return m ? a : b; }
SIMDACT_INLINE float select_or_zero(bool m, float a) { return m ? a : 0.0f; }
SIMDACT_INLINE double select_or_zero(bool m, double a) { return m ? a : 0.0; }
SIMDACT_INLINE float select_or_zero(bool m, float a, float x) { return or_nan(m ? a : 0.0f, x); }
SIMDACT_INLINE double select_or_zero(bool m, double a, double x) { return or_nan(m ? a : 0.0, x); }
SIMDACT_INLINE float zero_where(bool m, float x) { return m ? with_sign(0.0f, x) : x; }
SIMDACT_INLINE double zero_where(bool m, double x) { return m ? with_sign(0.0, x) : x; }

template <int k, class I, class Lane>
SIMDACT_INLINE I shl(I i, Lane) {
  return i << k;
}
template <int k, class I, class Lane>
SIMDACT_INLINE I shr(I i, Lane) {
  return i >> k;
}

template <std::size_t N>
SIMDACT_INLINE float lookup(const float (&table)[N], std::uint32_t i) {
  return table[i % N];
}

struct pair64 {
  double first, second;
};
template <std::size_t k, class Table>
SIMDACT_INLINE pair64 lookup_pair(std::uint64_t i, Table) {
  const double* row = Table::rows.entry[i % 16] + k;
  return {row[0], row[1]};
}

SIMDACT_INLINE float signed_to_float(std::uint32_t i) { return static_cast<float>(static_cast<std::int32_t>(i)); }

SIMDACT_INLINE double widen_low(float x) { return static_cast<double>(x); }
template <class T>
double widen_high(T) = delete;
SIMDACT_INLINE float narrow(double x) { return static_cast<float>(x); }

template <std::size_t, class T>
T exchange_lanes(T) = delete;
template <class T>
SIMDACT_INLINE T first_lane(T x) {
  return x;
}

template <class T>
SIMDACT_INLINE T load(const void* p, T) {
  T x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
template <class T>
SIMDACT_INLINE void store(void* p, T x) {
  std::memcpy(p, &x, sizeof x);
}
SIMDACT_INLINE double load_widened(const void* p, double) { return static_cast<double>(load(p, 0.0f)); }
SIMDACT_INLINE void store_narrowed(void* p, double x) { store(p, static_cast<float>(x)); }

template <class T>
SIMDACT_INLINE T load_first(const void* p, std::size_t, T) {
  return load(p, T{});
}
template <class T>
SIMDACT_INLINE void store_first(void* p, T x, std::size_t) {
  store(p, x);
}

// Lanes of 16 bits: their bits alone, on which some functions of f16 and bf16 can be computed.
struct halves {};
struct halves1 : halves {
  std::uint16_t bits;
  explicit halves1(std::uint16_t h = 0) : bits(h) {}
};
halves1 halves_as_wide_as(float);
SIMDACT_INLINE halves1 operator&(halves1 a, halves1 b) { return halves1(static_cast<std::uint16_t>(a.bits & b.bits)); }
SIMDACT_INLINE halves1 operator|(halves1 a, halves1 b) { return halves1(static_cast<std::uint16_t>(a.bits | b.bits)); }
SIMDACT_INLINE halves1 operator+(halves1 a, halves1 b) { return halves1(static_cast<std::uint16_t>(a.bits + b.bits)); }
SIMDACT_INLINE bool gt_signed(halves1 a, halves1 b) {
  return static_cast<std::int16_t>(a.bits) > static_cast<std::int16_t>(b.bits);
}
SIMDACT_INLINE halves1 max_signed(halves1 a, halves1 b) { return gt_signed(a, b) ? a : b; }
SIMDACT_INLINE halves1 min_signed(halves1 a, halves1 b) { return gt_signed(a, b) ? b : a; }
SIMDACT_INLINE halves1 select(bool m, halves1 a, halves1 b) { return m ? a : b; }
SIMDACT_INLINE halves1 select_or_zero(bool m, halves1 a) { return m ? a : halves1(); }

// One half has no neighbour. (Of deleted functions that are no templates clang complains wherever they are named.)
SIMDACT_INLINE float even_upper_halves(halves1 h, float) {
  return __builtin_bit_cast(float, static_cast<std::uint32_t>(h.bits) << 16);
}
template <class V>
V odd_upper_halves(halves1, V) = delete;
template <class I>
halves1 interleave_upper(I, I) = delete;
template <class I>
halves1 interleave_lower(I, I) = delete;
SIMDACT_INLINE halves1 round_to_even(halves1 h, halves1 rest) {
  return halves1(static_cast<std::uint16_t>(h.bits + ((rest.bits | (h.bits & 1)) > 0x8000)));
}

SIMDACT_INLINE float load_upper_halves(const void* p, float) {
  return __builtin_bit_cast(float, static_cast<std::uint32_t>(load(p, std::uint16_t{})) << 16);
}
SIMDACT_INLINE void store_upper_halves(void* p, float x) { store(p, static_cast<std::uint16_t>(to_bits(x) >> 16)); }
SIMDACT_INLINE float load_first_upper_halves(const void* p, std::size_t, float) { return load_upper_halves(p, 0.0f); }
SIMDACT_INLINE void store_first_upper_halves(void* p, float x, std::size_t) { store_upper_halves(p, x); }

SIMDACT_INLINE float load_f16(const void* p, float) {
  const std::uint32_t h = load(p, std::uint16_t{}), magnitude = h & 0x7fffu;
  float x = static_cast<float>(magnitude) * 0x1p-24f;  // subnormal
  if (magnitude >= 0x0400u) from_bits((magnitude << 13) + (magnitude < 0x7c00u ? 0x38000000u : 0x70000000u), x);
  return h > 0x7fffu ? -x : x;
}
// To nearest, ties to even. A sum with 1/2 has the place of the subnormal numbers, 2^-24, as its last; from 65520 on
// the result is infinite.
SIMDACT_INLINE void store_f16(void* p, float x) {
  const std::uint32_t sign = to_bits(x) >> 16 & 0x8000u, u = to_bits(x) & 0x7fffffffu;
  std::uint32_t h = (u + 0xfffu + (u >> 13 & 1u) - 0x38000000u) >> 13;
  if (u < 0x38800000u) h = to_bits(__builtin_fabsf(x) + 0.5f) - to_bits(0.5f);
  if (u >= 0x477ff000u) h = 0x7c00u;
  if (u > 0x7f800000u) h = 0x7e00u;
  store(p, static_cast<std::uint16_t>(sign | h));
}
SIMDACT_INLINE float load_first_f16(const void* p, std::size_t, float) { return load_f16(p, 0.0f); }
SIMDACT_INLINE void store_first_f16(void* p, float x, std::size_t) { store_f16(p, x); }

SIMDACT_INLINE halves1 load(const void* p, halves1) { return halves1(load(p, std::uint16_t{})); }
SIMDACT_INLINE void store(void* p, halves1 x) { store(p, x.bits); }
SIMDACT_INLINE halves1 load_first(const void* p, std::size_t, halves1) { return load(p, halves1()); }
SIMDACT_INLINE void store_first(void* p, halves1 x, std::size_t) { store(p, x); }

}  // namespace raw
SIMDACT_NAMESPACE_END
