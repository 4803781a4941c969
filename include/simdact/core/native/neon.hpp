// SPDX-License-Identifier: MIT
// Native operations on 128-bit registers: AArch64 Advanced SIMD.
#pragma once

#include <arm_neon.h>

#include "simdact/core/native/scalar.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace raw {

SIMDACT_INLINE float32x4_t fma(float32x4_t a, float32x4_t b, float32x4_t c) { return vfmaq_f32(c, a, b); }
SIMDACT_INLINE float64x2_t fma(float64x2_t a, float64x2_t b, float64x2_t c) { return vfmaq_f64(c, a, b); }
SIMDACT_INLINE float32x4_t fnma(float32x4_t a, float32x4_t b, float32x4_t c) { return vfmsq_f32(c, a, b); }
SIMDACT_INLINE float64x2_t fnma(float64x2_t a, float64x2_t b, float64x2_t c) { return vfmsq_f64(c, a, b); }
SIMDACT_INLINE float32x4_t fms(float32x4_t a, float32x4_t b, float32x4_t c) { return vfmaq_f32(vnegq_f32(c), a, b); }
SIMDACT_INLINE float64x2_t fms(float64x2_t a, float64x2_t b, float64x2_t c) { return vfmaq_f64(vnegq_f64(c), a, b); }

SIMDACT_INLINE float32x4_t div(float32x4_t a, float32x4_t b) { return vdivq_f32(a, b); }
SIMDACT_INLINE float64x2_t div(float64x2_t a, float64x2_t b) { return vdivq_f64(a, b); }

// vminq and vmaxq treat NaN and signed zeros otherwise than x86; a compare and a select do not.
SIMDACT_INLINE float32x4_t min(float32x4_t a, float32x4_t b) { return vbslq_f32(vcltq_f32(a, b), a, b); }
SIMDACT_INLINE float64x2_t min(float64x2_t a, float64x2_t b) { return vbslq_f64(vcltq_f64(a, b), a, b); }
SIMDACT_INLINE float32x4_t max(float32x4_t a, float32x4_t b) { return vbslq_f32(vcgtq_f32(a, b), a, b); }
SIMDACT_INLINE float64x2_t max(float64x2_t a, float64x2_t b) { return vbslq_f64(vcgtq_f64(a, b), a, b); }

SIMDACT_INLINE float32x4_t min_abs(float32x4_t a, float32x4_t x) { return min(vabsq_f32(x), a); }
SIMDACT_INLINE float64x2_t min_abs(float64x2_t a, float64x2_t x) { return min(vabsq_f64(x), a); }
SIMDACT_INLINE float32x4_t max_abs(float32x4_t a, float32x4_t x) { return max(vabsq_f32(x), a); }
SIMDACT_INLINE float64x2_t max_abs(float64x2_t a, float64x2_t x) { return max(vabsq_f64(x), a); }

SIMDACT_INLINE uint32x4_t to_bits(float32x4_t x) { return vreinterpretq_u32_f32(x); }
SIMDACT_INLINE uint64x2_t to_bits(float64x2_t x) { return vreinterpretq_u64_f64(x); }
SIMDACT_INLINE void from_bits(uint32x4_t i, float32x4_t& x) { x = vreinterpretq_f32_u32(i); }
SIMDACT_INLINE void from_bits(uint64x2_t i, float64x2_t& x) { x = vreinterpretq_f64_u64(i); }

SIMDACT_INLINE float32x4_t with_sign(float32x4_t magnitude, float32x4_t sign) {
  return vbslq_f32(vdupq_n_u32(0x80000000u), sign, magnitude);
}
SIMDACT_INLINE float64x2_t with_sign(float64x2_t magnitude, float64x2_t sign) {
  return vbslq_f64(vdupq_n_u64(0x8000000000000000u), sign, magnitude);
}

SIMDACT_INLINE uint32x4_t lt(float32x4_t a, float32x4_t b) { return vcltq_f32(a, b); }
SIMDACT_INLINE uint64x2_t lt(float64x2_t a, float64x2_t b) { return vcltq_f64(a, b); }
SIMDACT_INLINE uint32x4_t lt_or_nan(float32x4_t a, float32x4_t b) { return vmvnq_u32(vcgeq_f32(a, b)); }
SIMDACT_INLINE uint64x2_t lt_or_nan(float64x2_t a, float64x2_t b) {
  return vreinterpretq_u64_u32(vmvnq_u32(vreinterpretq_u32_u64(vcgeq_f64(a, b))));
}
SIMDACT_INLINE uint32x4_t le(float32x4_t a, float32x4_t b) { return vcleq_f32(a, b); }
SIMDACT_INLINE uint64x2_t le(float64x2_t a, float64x2_t b) { return vcleq_f64(a, b); }
SIMDACT_INLINE uint32x4_t eq(float32x4_t a, float32x4_t b) { return vceqq_f32(a, b); }
SIMDACT_INLINE uint64x2_t eq(float64x2_t a, float64x2_t b) { return vceqq_f64(a, b); }
SIMDACT_INLINE uint32x4_t unordered(float32x4_t a, float32x4_t b) {
  return vmvnq_u32(vandq_u32(vceqq_f32(a, a), vceqq_f32(b, b)));
}
SIMDACT_INLINE uint64x2_t unordered(float64x2_t a, float64x2_t b) {
  const uint64x2_t ordered = vandq_u64(vceqq_f64(a, a), vceqq_f64(b, b));
  return vreinterpretq_u64_u32(vmvnq_u32(vreinterpretq_u32_u64(ordered)));
}
SIMDACT_INLINE float32x4_t or_nan(float32x4_t v, float32x4_t x) { return vbslq_f32(vceqq_f32(x, x), v, x); }
SIMDACT_INLINE float64x2_t or_nan(float64x2_t v, float64x2_t x) { return vbslq_f64(vceqq_f64(x, x), v, x); }
SIMDACT_INLINE float32x4_t one_or(float32x4_t x, float32x4_t other) {
  return or_nan(vbslq_f32(vcgtzq_f32(x), vdupq_n_f32(1.0f), other), x);
}
SIMDACT_INLINE float64x2_t one_or(float64x2_t x, float64x2_t other) {
  return or_nan(vbslq_f64(vcgtzq_f64(x), vdupq_n_f64(1.0), other), x);
}
SIMDACT_INLINE uint32x4_t gt_signed(uint32x4_t a, uint32x4_t b) {
  return vcgtq_s32(vreinterpretq_s32_u32(a), vreinterpretq_s32_u32(b));
}
SIMDACT_INLINE uint32x4_t max_signed(uint32x4_t a, uint32x4_t b) {
  return vreinterpretq_u32_s32(vmaxq_s32(vreinterpretq_s32_u32(a), vreinterpretq_s32_u32(b)));
}
SIMDACT_INLINE uint32x4_t mask_and(uint32x4_t a, uint32x4_t b) { return vandq_u32(a, b); }
SIMDACT_INLINE uint64x2_t mask_and(uint64x2_t a, uint64x2_t b) { return vandq_u64(a, b); }
SIMDACT_INLINE uint32x4_t mask_or(uint32x4_t a, uint32x4_t b) { return vorrq_u32(a, b); }
SIMDACT_INLINE uint64x2_t mask_or(uint64x2_t a, uint64x2_t b) { return vorrq_u64(a, b); }
SIMDACT_INLINE bool any(uint32x4_t m) { return vmaxvq_u32(m) != 0; }
SIMDACT_INLINE bool any(uint64x2_t m) { return any(vreinterpretq_u32_u64(m)); }
SIMDACT_INLINE bool all(uint32x4_t m) { return vminvq_u32(m) != 0; }
SIMDACT_INLINE bool all(uint64x2_t m) { return all(vreinterpretq_u32_u64(m)); }

SIMDACT_INLINE float32x4_t select(uint32x4_t m, float32x4_t a, float32x4_t b) { return vbslq_f32(m, a, b); }
SIMDACT_INLINE float64x2_t select(uint64x2_t m, float64x2_t a, float64x2_t b) { return vbslq_f64(m, a, b); }
SIMDACT_INLINE float32x4_t select_or_zero(uint32x4_t m, float32x4_t a) {
  return vreinterpretq_f32_u32(vandq_u32(m, vreinterpretq_u32_f32(a)));
}
SIMDACT_INLINE float64x2_t select_or_zero(uint64x2_t m, float64x2_t a) {
  return vreinterpretq_f64_u64(vandq_u64(m, vreinterpretq_u64_f64(a)));
}
SIMDACT_INLINE float32x4_t select_or_zero(uint32x4_t m, float32x4_t a, float32x4_t x) {
  return or_nan(select_or_zero(m, a), x);
}
SIMDACT_INLINE float64x2_t select_or_zero(uint64x2_t m, float64x2_t a, float64x2_t x) {
  return or_nan(select_or_zero(m, a), x);
}
SIMDACT_INLINE float32x4_t zero_where(uint32x4_t m, float32x4_t x) {
  return with_sign(vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(x), m)), x);
}
SIMDACT_INLINE float64x2_t zero_where(uint64x2_t m, float64x2_t x) {
  return with_sign(vreinterpretq_f64_u64(vbicq_u64(vreinterpretq_u64_f64(x), m)), x);
}

template <int k>
SIMDACT_INLINE uint32x4_t shl(uint32x4_t i, lane32) {
  return vshlq_n_u32(i, k);
}
template <int k>
SIMDACT_INLINE uint64x2_t shl(uint64x2_t i, lane64) {
  return vshlq_n_u64(i, k);
}
template <int k>
SIMDACT_INLINE uint32x4_t shr(uint32x4_t i, lane32) {
  return vshrq_n_u32(i, k);
}
template <int k>
SIMDACT_INLINE uint64x2_t shr(uint64x2_t i, lane64) {
  return vshrq_n_u64(i, k);
}

// The four byte numbers of word i of a table in memory order.
SIMDACT_INLINE uint8x16_t word_bytes(uint32x4_t i) {
  return vreinterpretq_u8_u32(vmlaq_u32(vdupq_n_u32(0x03020100u), i, vdupq_n_u32(0x04040404u)));
}
SIMDACT_INLINE uint8x16_t load_bytes(const float* p) { return vreinterpretq_u8_f32(vld1q_f32(p)); }
SIMDACT_INLINE float32x4_t lookup(const float (&table)[8], uint32x4_t i) {
  const uint8x16x2_t words = {{load_bytes(table), load_bytes(table + 4)}};
  return vreinterpretq_f32_u8(vqtbl2q_u8(words, word_bytes(vandq_u32(i, vdupq_n_u32(7)))));
}
SIMDACT_INLINE float32x4_t lookup(const float (&table)[16], uint32x4_t i) {
  const uint8x16x4_t words = {
      {load_bytes(table), load_bytes(table + 4), load_bytes(table + 8), load_bytes(table + 12)}};
  return vreinterpretq_f32_u8(vqtbl4q_u8(words, word_bytes(vandq_u32(i, vdupq_n_u32(15)))));
}

// A pair of entries of each lane's row, transposed.
struct pair128 {
  float64x2_t first, second;
};
template <std::size_t k, class Table>
SIMDACT_INLINE pair128 lookup_pair(uint64x2_t i, Table) {
  const float64x2_t row0 = vld1q_f64(Table::rows.entry[vgetq_lane_u64(i, 0) % 16] + k);
  const float64x2_t row1 = vld1q_f64(Table::rows.entry[vgetq_lane_u64(i, 1) % 16] + k);
  return {vzip1q_f64(row0, row1), vzip2q_f64(row0, row1)};
}

SIMDACT_INLINE float32x4_t signed_to_float(uint32x4_t i) { return vcvtq_f32_s32(vreinterpretq_s32_u32(i)); }

SIMDACT_INLINE float64x2_t widen_low(float32x4_t x) { return vcvt_f64_f32(vget_low_f32(x)); }
SIMDACT_INLINE float64x2_t widen_high(float32x4_t x) { return vcvt_high_f64_f32(x); }
SIMDACT_INLINE float32x4_t narrow(float64x2_t low, float64x2_t high) {
  return vcvt_high_f32_f64(vcvt_f32_f64(low), high);
}

template <std::size_t distance>
SIMDACT_INLINE float32x4_t exchange_lanes(float32x4_t x) {
  return distance == 2 ? vextq_f32(x, x, 2) : vrev64q_f32(x);
}
template <std::size_t>
SIMDACT_INLINE float64x2_t exchange_lanes(float64x2_t x) {
  return vextq_f64(x, x, 1);
}
SIMDACT_INLINE float first_lane(float32x4_t x) { return vgetq_lane_f32(x, 0); }
SIMDACT_INLINE double first_lane(float64x2_t x) { return vgetq_lane_f64(x, 0); }

SIMDACT_INLINE float32x4_t load(const void* p, float32x4_t) {
  return vreinterpretq_f32_u8(vld1q_u8(static_cast<const std::uint8_t*>(p)));
}
SIMDACT_INLINE void store(void* p, float32x4_t x) { vst1q_u8(static_cast<std::uint8_t*>(p), vreinterpretq_u8_f32(x)); }
SIMDACT_INLINE float64x2_t load(const void* p, float64x2_t) {
  return vreinterpretq_f64_u8(vld1q_u8(static_cast<const std::uint8_t*>(p)));
}
SIMDACT_INLINE float64x2_t load_widened(const void* p, float64x2_t) {
  return vcvt_f64_f32(vreinterpret_f32_u8(vld1_u8(static_cast<const std::uint8_t*>(p))));
}
SIMDACT_INLINE void store_narrowed(void* p, float64x2_t x) {
  vst1_u8(static_cast<std::uint8_t*>(p), vreinterpret_u8_f32(vcvt_f32_f64(x)));
}
SIMDACT_INLINE void store(void* p, float64x2_t x) { vst1q_u8(static_cast<std::uint8_t*>(p), vreinterpretq_u8_f64(x)); }

// The first 1, 2 or 3 lanes as two and one.
SIMDACT_INLINE float32x4_t load_first(const void* p, std::size_t n, float32x4_t) {
  const char* from = static_cast<const char*>(p);
  std::uint64_t pair = 0;
  std::uint32_t one = 0;
  if (n >= 2) std::memcpy(&pair, from, sizeof pair);
  if (n % 2 == 1) std::memcpy(&one, from + (n - 1) * sizeof one, sizeof one);
  const std::uint64_t low = n >= 2 ? pair : one, high = n == 3 ? one : 0;
  return vreinterpretq_f32_u64(vcombine_u64(vcreate_u64(low), vcreate_u64(high)));
}
SIMDACT_INLINE void store_first(void* p, float32x4_t x, std::size_t n) {
  char* to = static_cast<char*>(p);
  const uint64x2_t lanes = vreinterpretq_u64_f32(x);
  const std::uint64_t pair = vgetq_lane_u64(lanes, 0);
  const auto one = static_cast<std::uint32_t>(n == 3 ? vgetq_lane_u64(lanes, 1) : pair);
  if (n >= 2) std::memcpy(to, &pair, sizeof pair);
  if (n % 2 == 1) std::memcpy(to + (n - 1) * sizeof one, &one, sizeof one);
}

// The first lane of two: n is 1.
SIMDACT_INLINE float64x2_t load_first(const void* p, std::size_t, float64x2_t) {
  return vcombine_f64(vcreate_f64(load(p, std::uint64_t{})), vcreate_f64(0));
}
SIMDACT_INLINE void store_first(void* p, float64x2_t x, std::size_t) { store(p, vgetq_lane_f64(x, 0)); }

struct halves8 : halves {
  uint16x8_t bits;
  halves8() : bits(vdupq_n_u16(0)) {}
  halves8(uint16x8_t h) : bits(h) {}
  explicit halves8(std::uint16_t h) : bits(vdupq_n_u16(h)) {}
};
halves8 halves_as_wide_as(float32x4_t);
SIMDACT_INLINE halves8 operator&(halves8 a, halves8 b) { return vandq_u16(a.bits, b.bits); }
SIMDACT_INLINE halves8 operator|(halves8 a, halves8 b) { return vorrq_u16(a.bits, b.bits); }
SIMDACT_INLINE halves8 operator+(halves8 a, halves8 b) { return vaddq_u16(a.bits, b.bits); }
// A mask of them is all ones or zeros in each.
SIMDACT_INLINE halves8 gt_signed(halves8 a, halves8 b) {
  return vcgtq_s16(vreinterpretq_s16_u16(a.bits), vreinterpretq_s16_u16(b.bits));
}
SIMDACT_INLINE halves8 max_signed(halves8 a, halves8 b) {
  return vreinterpretq_u16_s16(vmaxq_s16(vreinterpretq_s16_u16(a.bits), vreinterpretq_s16_u16(b.bits)));
}
SIMDACT_INLINE halves8 min_signed(halves8 a, halves8 b) {
  return vreinterpretq_u16_s16(vminq_s16(vreinterpretq_s16_u16(a.bits), vreinterpretq_s16_u16(b.bits)));
}
SIMDACT_INLINE bool any(halves8 m) { return vmaxvq_u16(m.bits) != 0; }
SIMDACT_INLINE halves8 mask_or(halves8 a, halves8 b) { return a | b; }
SIMDACT_INLINE halves8 select(halves8 m, halves8 a, halves8 b) { return vbslq_u16(m.bits, a.bits, b.bits); }
SIMDACT_INLINE halves8 select_or_zero(halves8 m, halves8 a) { return m & a; }

SIMDACT_INLINE float32x4_t even_upper_halves(halves8 h, float32x4_t) {
  return vreinterpretq_f32_u32(vshlq_n_u32(vreinterpretq_u32_u16(h.bits), 16));
}
SIMDACT_INLINE float32x4_t odd_upper_halves(halves8 h, float32x4_t) {
  return vreinterpretq_f32_u16(vtrn2q_u16(vdupq_n_u16(0), h.bits));
}
SIMDACT_INLINE halves8 interleave_upper(uint32x4_t even, uint32x4_t odd) {
  return vtrn2q_u16(vreinterpretq_u16_u32(even), vreinterpretq_u16_u32(odd));
}
SIMDACT_INLINE halves8 interleave_lower(uint32x4_t even, uint32x4_t odd) {
  return vtrn1q_u16(vreinterpretq_u16_u32(even), vreinterpretq_u16_u32(odd));
}
// Up where rest, with the last bit of h in it, is above the middle, 0x8000.
SIMDACT_INLINE halves8 round_to_even(halves8 h, halves8 rest) {
  const uint16x8_t sticky = vorrq_u16(rest.bits, vandq_u16(h.bits, vdupq_n_u16(1)));
  return vsubq_u16(h.bits, vcgtq_u16(sticky, vdupq_n_u16(0x8000)));
}

// n is below 8, which gcc 12 does not see: without the remainder it warns of reading too much.
SIMDACT_INLINE float32x4_t load_first_halves(const void* p, std::size_t n, float32x4_t) {
  std::uint8_t bytes[16] = {};
  std::memcpy(bytes, p, 2 * (n % 8));
  return vreinterpretq_f32_u8(vld1q_u8(bytes));
}
SIMDACT_INLINE void store_first_halves(void* p, float32x4_t x, std::size_t n) {
  std::uint8_t bytes[16];
  vst1q_u8(bytes, vreinterpretq_u8_f32(x));
  std::memcpy(p, bytes, 2 * n);
}

SIMDACT_INLINE halves8 load(const void* p, halves8) {
  return vreinterpretq_u16_u8(vld1q_u8(static_cast<const std::uint8_t*>(p)));
}
SIMDACT_INLINE void store(void* p, halves8 x) { vst1q_u8(static_cast<std::uint8_t*>(p), vreinterpretq_u8_u16(x.bits)); }
SIMDACT_INLINE halves8 load_first(const void* p, std::size_t n, halves8) {
  return vreinterpretq_u16_f32(load_first_halves(p, n, float32x4_t{}));
}
SIMDACT_INLINE void store_first(void* p, halves8 x, std::size_t n) {
  store_first_halves(p, vreinterpretq_f32_u16(x.bits), n);
}

SIMDACT_INLINE float32x4_t as_upper_halves(uint16x4_t h) {
  return vreinterpretq_f32_u32(vshlq_n_u32(vmovl_u16(h), 16));
}
SIMDACT_INLINE uint16x4_t upper_halves(float32x4_t x) { return vshrn_n_u32(vreinterpretq_u32_f32(x), 16); }
SIMDACT_INLINE float32x4_t load_upper_halves(const void* p, float32x4_t) {
  return as_upper_halves(vreinterpret_u16_u8(vld1_u8(static_cast<const std::uint8_t*>(p))));
}
SIMDACT_INLINE void store_upper_halves(void* p, float32x4_t x) {
  vst1_u8(static_cast<std::uint8_t*>(p), vreinterpret_u8_u16(upper_halves(x)));
}
SIMDACT_INLINE float32x4_t load_first_upper_halves(const void* p, std::size_t n, float32x4_t) {
  return as_upper_halves(vget_low_u16(vreinterpretq_u16_f32(load_first_halves(p, n, float32x4_t{}))));
}
SIMDACT_INLINE void store_first_upper_halves(void* p, float32x4_t x, std::size_t n) {
  const uint16x4_t h = upper_halves(x);
  store_first_halves(p, vreinterpretq_f32_u16(vcombine_u16(h, h)), n);
}

SIMDACT_INLINE float32x4_t load_f16(const void* p, float32x4_t) {
  return vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8(static_cast<const std::uint8_t*>(p))));
}
SIMDACT_INLINE void store_f16(void* p, float32x4_t x) {
  vst1_u8(static_cast<std::uint8_t*>(p), vreinterpret_u8_f16(vcvt_f16_f32(x)));
}
SIMDACT_INLINE float32x4_t load_first_f16(const void* p, std::size_t n, float32x4_t) {
  return vcvt_f32_f16(vget_low_f16(vreinterpretq_f16_f32(load_first_halves(p, n, float32x4_t{}))));
}
SIMDACT_INLINE void store_first_f16(void* p, float32x4_t x, std::size_t n) {
  const float16x4_t h = vcvt_f16_f32(x);
  store_first_halves(p, vreinterpretq_f32_f16(vcombine_f16(h, h)), n);
}

}  // namespace raw
SIMDACT_NAMESPACE_END
