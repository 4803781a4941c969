// SPDX-License-Identifier: MIT
// Native operations on 512-bit registers: AVX-512 F.
#pragma once

#include <immintrin.h>

#include "simdact/core/native/scalar.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace raw {

// gcc 12 warns of uninitialised variables inside its own unmasked forms of some intrinsics; the forms below with every
// lane chosen compile to the same instructions.
constexpr __mmask16 all16 = 0xffff;
constexpr __mmask8 all8 = 0xff;

// A comparison's result knows its lane type, so that masks of float and double lanes cannot be mixed.
struct mask16 {
  __mmask16 bits;
};
struct mask8 {
  __mmask8 bits;
};

SIMDACT_INLINE __m512 fma(__m512 a, __m512 b, __m512 c) { return _mm512_fmadd_ps(a, b, c); }
SIMDACT_INLINE __m512d fma(__m512d a, __m512d b, __m512d c) { return _mm512_fmadd_pd(a, b, c); }
SIMDACT_INLINE __m512 fnma(__m512 a, __m512 b, __m512 c) { return _mm512_fnmadd_ps(a, b, c); }
SIMDACT_INLINE __m512d fnma(__m512d a, __m512d b, __m512d c) { return _mm512_fnmadd_pd(a, b, c); }
SIMDACT_INLINE __m512 fms(__m512 a, __m512 b, __m512 c) { return _mm512_fmsub_ps(a, b, c); }
SIMDACT_INLINE __m512d fms(__m512d a, __m512d b, __m512d c) { return _mm512_fmsub_pd(a, b, c); }

SIMDACT_INLINE __m512 div(__m512 a, __m512 b) { return _mm512_div_ps(a, b); }
SIMDACT_INLINE __m512d div(__m512d a, __m512d b) { return _mm512_div_pd(a, b); }

SIMDACT_INLINE __m512 min(__m512 a, __m512 b) { return _mm512_maskz_min_ps(all16, a, b); }
SIMDACT_INLINE __m512d min(__m512d a, __m512d b) { return _mm512_maskz_min_pd(all8, a, b); }
SIMDACT_INLINE __m512 max(__m512 a, __m512 b) { return _mm512_maskz_max_ps(all16, a, b); }
SIMDACT_INLINE __m512d max(__m512d a, __m512d b) { return _mm512_maskz_max_pd(all8, a, b); }
// The smaller or the larger magnitude, its sign cleared, in one instruction where there is DQ.
#if defined(__AVX512DQ__)
SIMDACT_INLINE __m512 min_abs(__m512 a, __m512 x) { return _mm512_maskz_range_ps(all16, a, x, 0b1010); }
SIMDACT_INLINE __m512d min_abs(__m512d a, __m512d x) { return _mm512_maskz_range_pd(all8, a, x, 0b1010); }
SIMDACT_INLINE __m512 max_abs(__m512 a, __m512 x) { return _mm512_maskz_range_ps(all16, a, x, 0b1011); }
SIMDACT_INLINE __m512d max_abs(__m512d a, __m512d x) { return _mm512_maskz_range_pd(all8, a, x, 0b1011); }
#else
SIMDACT_INLINE __m512 magnitude(__m512 x) {
  return _mm512_castsi512_ps(_mm512_and_si512(_mm512_castps_si512(x), _mm512_set1_epi32(0x7fffffff)));
}
SIMDACT_INLINE __m512d magnitude(__m512d x) {
  return _mm512_castsi512_pd(_mm512_and_si512(_mm512_castpd_si512(x), _mm512_set1_epi64(0x7fffffffffffffff)));
}
SIMDACT_INLINE __m512 min_abs(__m512 a, __m512 x) { return min(magnitude(x), a); }
SIMDACT_INLINE __m512d min_abs(__m512d a, __m512d x) { return min(magnitude(x), a); }
SIMDACT_INLINE __m512 max_abs(__m512 a, __m512 x) { return max(magnitude(x), a); }
SIMDACT_INLINE __m512d max_abs(__m512d a, __m512d x) { return max(magnitude(x), a); }
#endif

SIMDACT_INLINE __m512i to_bits(__m512 x) { return _mm512_castps_si512(x); }
SIMDACT_INLINE __m512i to_bits(__m512d x) { return _mm512_castpd_si512(x); }
SIMDACT_INLINE void from_bits(__m512i i, __m512& x) { x = _mm512_castsi512_ps(i); }
SIMDACT_INLINE void from_bits(__m512i i, __m512d& x) { x = _mm512_castsi512_pd(i); }

// a | (b & c) in one instruction, which compilers do not always find.
SIMDACT_INLINE __m512 with_sign(__m512 magnitude, __m512 sign) {
  const __m512i mask = _mm512_castps_si512(_mm512_set1_ps(-0.0f));
  return _mm512_castsi512_ps(_mm512_ternarylogic_epi32(to_bits(magnitude), to_bits(sign), mask, 0xf8));
}
SIMDACT_INLINE __m512d with_sign(__m512d magnitude, __m512d sign) {
  const __m512i mask = _mm512_castpd_si512(_mm512_set1_pd(-0.0));
  return _mm512_castsi512_pd(_mm512_ternarylogic_epi64(to_bits(magnitude), to_bits(sign), mask, 0xf8));
}

SIMDACT_INLINE mask16 lt(__m512 a, __m512 b) { return {_mm512_cmp_ps_mask(a, b, _CMP_LT_OQ)}; }
SIMDACT_INLINE mask8 lt(__m512d a, __m512d b) { return {_mm512_cmp_pd_mask(a, b, _CMP_LT_OQ)}; }
SIMDACT_INLINE mask16 lt_or_nan(__m512 a, __m512 b) { return {_mm512_cmp_ps_mask(a, b, _CMP_NGE_UQ)}; }
SIMDACT_INLINE mask8 lt_or_nan(__m512d a, __m512d b) { return {_mm512_cmp_pd_mask(a, b, _CMP_NGE_UQ)}; }
SIMDACT_INLINE mask16 le(__m512 a, __m512 b) { return {_mm512_cmp_ps_mask(a, b, _CMP_LE_OQ)}; }
SIMDACT_INLINE mask8 le(__m512d a, __m512d b) { return {_mm512_cmp_pd_mask(a, b, _CMP_LE_OQ)}; }
SIMDACT_INLINE mask16 eq(__m512 a, __m512 b) { return {_mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ)}; }
SIMDACT_INLINE mask8 eq(__m512d a, __m512d b) { return {_mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ)}; }
SIMDACT_INLINE mask16 unordered(__m512 a, __m512 b) { return {_mm512_cmp_ps_mask(a, b, _CMP_UNORD_Q)}; }
SIMDACT_INLINE mask8 unordered(__m512d a, __m512d b) { return {_mm512_cmp_pd_mask(a, b, _CMP_UNORD_Q)}; }
// A digit for each class of x, from the last: quiet and signalling NaN, 0, 1, negative and positive infinity, negative,
// positive. 2 is x made quiet, 0 the first operand, a (hexadecimal) 1.
constexpr int nan_stays = 0x22;
constexpr int nan_stays_positive_is_one = static_cast<int>(0xa0a0a022);
SIMDACT_INLINE __m512 or_nan(__m512 v, __m512 x) { return _mm512_fixupimm_ps(v, x, _mm512_set1_epi32(nan_stays), 0); }
SIMDACT_INLINE __m512d or_nan(__m512d v, __m512d x) {
  return _mm512_fixupimm_pd(v, x, _mm512_set1_epi64(nan_stays), 0);
}
SIMDACT_INLINE __m512 one_or(__m512 x, __m512 other) {
  return _mm512_fixupimm_ps(other, x, _mm512_set1_epi32(nan_stays_positive_is_one), 0);
}
SIMDACT_INLINE __m512d one_or(__m512d x, __m512d other) {
  return _mm512_fixupimm_pd(other, x, _mm512_set1_epi64(nan_stays_positive_is_one), 0);
}
SIMDACT_INLINE mask16 gt_signed(__m512i a, __m512i b) { return {_mm512_cmpgt_epi32_mask(a, b)}; }
SIMDACT_INLINE __m512i max_signed(__m512i a, __m512i b) { return _mm512_maskz_max_epi32(all16, a, b); }
SIMDACT_INLINE mask16 mask_and(mask16 a, mask16 b) { return {static_cast<__mmask16>(a.bits & b.bits)}; }
SIMDACT_INLINE mask8 mask_and(mask8 a, mask8 b) { return {static_cast<__mmask8>(a.bits & b.bits)}; }
SIMDACT_INLINE mask16 mask_or(mask16 a, mask16 b) { return {static_cast<__mmask16>(a.bits | b.bits)}; }
SIMDACT_INLINE mask8 mask_or(mask8 a, mask8 b) { return {static_cast<__mmask8>(a.bits | b.bits)}; }
SIMDACT_INLINE bool any(mask16 m) { return m.bits != 0; }
SIMDACT_INLINE bool any(mask8 m) { return m.bits != 0; }
SIMDACT_INLINE bool all(mask16 m) { return m.bits == 0xffff; }
SIMDACT_INLINE bool all(mask8 m) { return m.bits == all8; }

SIMDACT_INLINE __m512 select(mask16 m, __m512 a, __m512 b) { return _mm512_mask_blend_ps(m.bits, b, a); }
SIMDACT_INLINE __m512d select(mask8 m, __m512d a, __m512d b) { return _mm512_mask_blend_pd(m.bits, b, a); }
SIMDACT_INLINE __m512 select_or_zero(mask16 m, __m512 a) { return _mm512_maskz_mov_ps(m.bits, a); }
SIMDACT_INLINE __m512d select_or_zero(mask8 m, __m512d a) { return _mm512_maskz_mov_pd(m.bits, a); }
SIMDACT_INLINE __m512 select_or_zero(mask16 m, __m512 a, __m512 x) {
  return _mm512_maskz_fixupimm_ps(m.bits, a, x, _mm512_set1_epi32(nan_stays), 0);
}
SIMDACT_INLINE __m512d select_or_zero(mask8 m, __m512d a, __m512d x) {
  return _mm512_maskz_fixupimm_pd(m.bits, a, x, _mm512_set1_epi64(nan_stays), 0);
}
SIMDACT_INLINE __m512 zero_where(mask16 m, __m512 x) { return _mm512_mask_and_ps(x, m.bits, x, _mm512_set1_ps(-0.0f)); }
SIMDACT_INLINE __m512d zero_where(mask8 m, __m512d x) { return _mm512_mask_and_pd(x, m.bits, x, _mm512_set1_pd(-0.0)); }

template <int k>
SIMDACT_INLINE __m512i shl(__m512i i, lane32) {
  return _mm512_maskz_slli_epi32(all16, i, k);
}
template <int k>
SIMDACT_INLINE __m512i shl(__m512i i, lane64) {
  return _mm512_maskz_slli_epi64(all8, i, k);
}
template <int k>
SIMDACT_INLINE __m512i shr(__m512i i, lane32) {
  return _mm512_maskz_srli_epi32(all16, i, k);
}
template <int k>
SIMDACT_INLINE __m512i shr(__m512i i, lane64) {
  return _mm512_maskz_srli_epi64(all8, i, k);
}

SIMDACT_INLINE __m512 lookup(const float (&table)[8], __m512i i) {
  const __m512d twice = _mm512_maskz_broadcast_f64x4(all8, _mm256_castps_pd(_mm256_loadu_ps(table)));
  return _mm512_maskz_permutexvar_ps(all16, i, _mm512_castpd_ps(twice));
}
SIMDACT_INLINE __m512 lookup(const float (&table)[16], __m512i i) {
  return _mm512_maskz_permutexvar_ps(all16, i, _mm512_loadu_ps(table));
}

// An entry of each column, of 16 in two registers.
SIMDACT_INLINE __m512d lookup_of_16(const double* column, __m512i i) {
  return _mm512_maskz_permutex2var_pd(all8, _mm512_loadu_pd(column), i, _mm512_loadu_pd(column + 8));
}
struct pair512 {
  __m512d first, second;
};
template <std::size_t k, class Table>
SIMDACT_INLINE pair512 lookup_pair(__m512i i, Table) {
  const __m512d first = lookup_of_16(Table::columns[k], i);
  if constexpr (k + 1 < Table::width) {
    return {first, lookup_of_16(Table::columns[k + 1], i)};
  } else {
    return {first, first};
  }
}

SIMDACT_INLINE __m512 signed_to_float(__m512i i) { return _mm512_maskz_cvtepi32_ps(all16, i); }

template <int half>
SIMDACT_INLINE __m512d widen(__m512 x) {
  return _mm512_maskz_cvtps_pd(all8, _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(all8, _mm512_castps_pd(x), half)));
}
SIMDACT_INLINE __m512d widen_low(__m512 x) { return widen<0>(x); }
SIMDACT_INLINE __m512d widen_high(__m512 x) { return widen<1>(x); }
SIMDACT_INLINE __m512 narrow(__m512d low, __m512d high) {
  const __m512d first = _mm512_castps_pd(_mm512_castps256_ps512(_mm512_maskz_cvtpd_ps(all8, low)));
  const __m256d second = _mm256_castps_pd(_mm512_maskz_cvtpd_ps(all8, high));
  return _mm512_castpd_ps(_mm512_maskz_insertf64x4(all8, first, second, 1));
}

template <std::size_t distance>
SIMDACT_INLINE __m512 exchange_lanes(__m512 x) {
  if constexpr (distance >= 4) {
    return _mm512_maskz_shuffle_f32x4(all16, x, x, distance == 8 ? 0x4e : 0xb1);
  } else {
    return _mm512_maskz_permute_ps(all16, x, distance == 2 ? 0x4e : 0xb1);
  }
}
template <std::size_t distance>
SIMDACT_INLINE __m512d exchange_lanes(__m512d x) {
  if constexpr (distance >= 2) {
    return _mm512_maskz_shuffle_f64x2(all8, x, x, distance == 4 ? 0x4e : 0xb1);
  } else {
    return _mm512_maskz_permute_pd(all8, x, 0x55);
  }
}
SIMDACT_INLINE float first_lane(__m512 x) { return _mm512_cvtss_f32(x); }
SIMDACT_INLINE double first_lane(__m512d x) { return _mm512_cvtsd_f64(x); }

SIMDACT_INLINE __m512 scale_floor(__m512 x, __m512 n) { return _mm512_maskz_scalef_ps(all16, x, n); }
SIMDACT_INLINE __m512d scale_floor(__m512d x, __m512d n) { return _mm512_maskz_scalef_pd(all8, x, n); }

SIMDACT_INLINE __m512 load(const void* p, __m512) { return _mm512_loadu_ps(p); }
SIMDACT_INLINE void store(void* p, __m512 x) { _mm512_storeu_ps(p, x); }
SIMDACT_INLINE __m512d load(const void* p, __m512d) { return _mm512_loadu_pd(p); }
SIMDACT_INLINE __m512d load_widened(const void* p, __m512d) {
  return _mm512_maskz_cvtps_pd(all8, _mm256_loadu_ps(static_cast<const float*>(p)));
}
SIMDACT_INLINE void store_narrowed(void* p, __m512d x) {
  _mm256_storeu_ps(static_cast<float*>(p), _mm512_maskz_cvtpd_ps(all8, x));
}
SIMDACT_INLINE void store(void* p, __m512d x) { _mm512_storeu_pd(p, x); }

SIMDACT_INLINE __mmask16 first_floats(std::size_t n) { return static_cast<__mmask16>((1u << n) - 1u); }
SIMDACT_INLINE __m512 load_first(const void* p, std::size_t n, __m512) {
  return _mm512_maskz_loadu_ps(first_floats(n), p);
}
SIMDACT_INLINE void store_first(void* p, __m512 x, std::size_t n) { _mm512_mask_storeu_ps(p, first_floats(n), x); }
SIMDACT_INLINE __mmask8 first_doubles(std::size_t n) { return static_cast<__mmask8>((1u << n) - 1u); }
SIMDACT_INLINE __m512d load_first(const void* p, std::size_t n, __m512d) {
  return _mm512_maskz_loadu_pd(first_doubles(n), p);
}
SIMDACT_INLINE void store_first(void* p, __m512d x, std::size_t n) { _mm512_mask_storeu_pd(p, first_doubles(n), x); }

#if defined(__AVX512BW__) && defined(__AVX512VL__)
struct mask32 {
  __mmask32 bits;
};
struct halves32 : halves {
  __m512i bits;
  halves32() : bits(_mm512_setzero_si512()) {}
  halves32(__m512i h) : bits(h) {}
  explicit halves32(std::uint16_t h) : bits(_mm512_set1_epi16(static_cast<short>(h))) {}
};
halves32 halves_as_wide_as(__m512);
SIMDACT_INLINE halves32 operator&(halves32 a, halves32 b) { return _mm512_and_si512(a.bits, b.bits); }
SIMDACT_INLINE halves32 operator|(halves32 a, halves32 b) { return _mm512_or_si512(a.bits, b.bits); }
SIMDACT_INLINE halves32 operator+(halves32 a, halves32 b) { return _mm512_add_epi16(a.bits, b.bits); }
SIMDACT_INLINE mask32 gt_signed(halves32 a, halves32 b) { return {_mm512_cmpgt_epi16_mask(a.bits, b.bits)}; }
SIMDACT_INLINE halves32 max_signed(halves32 a, halves32 b) { return _mm512_max_epi16(a.bits, b.bits); }
SIMDACT_INLINE halves32 min_signed(halves32 a, halves32 b) { return _mm512_min_epi16(a.bits, b.bits); }
SIMDACT_INLINE bool any(mask32 m) { return m.bits != 0; }
SIMDACT_INLINE mask32 mask_or(mask32 a, mask32 b) { return {a.bits | b.bits}; }
SIMDACT_INLINE halves32 select(mask32 m, halves32 a, halves32 b) {
  return _mm512_mask_blend_epi16(m.bits, b.bits, a.bits);
}
SIMDACT_INLINE halves32 select_or_zero(mask32 m, halves32 a) { return _mm512_maskz_mov_epi16(m.bits, a.bits); }

SIMDACT_INLINE __m512 even_upper_halves(halves32 h, __m512) { return _mm512_castsi512_ps(shl<16>(h.bits, lane32{})); }
SIMDACT_INLINE __m512 odd_upper_halves(halves32 h, __m512) {
  return _mm512_castsi512_ps(_mm512_and_si512(h.bits, _mm512_set1_epi32(-0x10000)));
}
// A byte shuffle into every other half.
SIMDACT_INLINE halves32 interleave_upper(__m512i even, __m512i odd) {
  const __m512i down =
      _mm512_maskz_broadcast_i32x4(all16, _mm_setr_epi8(2, 3, 0, 0, 6, 7, 0, 0, 10, 11, 0, 0, 14, 15, 0, 0));
  return _mm512_mask_shuffle_epi8(odd, 0x3333333333333333u, even, down);
}
SIMDACT_INLINE halves32 interleave_lower(__m512i even, __m512i odd) {
  const __m512i up =
      _mm512_maskz_broadcast_i32x4(all16, _mm_setr_epi8(0, 0, 0, 1, 0, 0, 4, 5, 0, 0, 8, 9, 0, 0, 12, 13));
  return _mm512_mask_shuffle_epi8(even, 0xccccccccccccccccu, odd, up);
}
// Up where rest, with the last bit of h in it, is above the middle, 0x8000.
SIMDACT_INLINE halves32 round_to_even(halves32 h, halves32 rest) {
  const __m512i sticky = _mm512_ternarylogic_epi32(rest.bits, h.bits, _mm512_set1_epi16(1), 0xf8);
  const __mmask32 above = _mm512_cmpgt_epu16_mask(sticky, _mm512_set1_epi16(-0x8000));
  return _mm512_mask_sub_epi16(h.bits, above, h.bits, _mm512_set1_epi16(-1));
}

SIMDACT_INLINE __mmask32 first_halves(std::size_t n) { return (1u << n) - 1u; }
SIMDACT_INLINE halves32 load(const void* p, halves32) { return _mm512_loadu_si512(p); }
SIMDACT_INLINE void store(void* p, halves32 x) { _mm512_storeu_si512(p, x.bits); }
SIMDACT_INLINE halves32 load_first(const void* p, std::size_t n, halves32) {
  return _mm512_maskz_loadu_epi16(first_halves(n), p);
}
SIMDACT_INLINE void store_first(void* p, halves32 x, std::size_t n) {
  _mm512_mask_storeu_epi16(p, first_halves(n), x.bits);
}

SIMDACT_INLINE __m512 as_upper_halves(__m256i h) {
  return _mm512_castsi512_ps(shl<16>(_mm512_maskz_cvtepu16_epi32(all16, h), lane32{}));
}
SIMDACT_INLINE __m256i upper_halves(__m512 x) {
  return _mm512_maskz_cvtepi32_epi16(all16, shr<16>(_mm512_castps_si512(x), lane32{}));
}
SIMDACT_INLINE __m512 load_upper_halves(const void* p, __m512) {
  return as_upper_halves(_mm256_loadu_si256(static_cast<const __m256i*>(p)));
}
SIMDACT_INLINE void store_upper_halves(void* p, __m512 x) {
  _mm256_storeu_si256(static_cast<__m256i*>(p), upper_halves(x));
}
SIMDACT_INLINE __m512 load_first_upper_halves(const void* p, std::size_t n, __m512) {
  return as_upper_halves(_mm256_maskz_loadu_epi16(first_floats(n), p));
}
SIMDACT_INLINE void store_first_upper_halves(void* p, __m512 x, std::size_t n) {
  _mm256_mask_storeu_epi16(p, first_floats(n), upper_halves(x));
}

SIMDACT_INLINE __m512 load_f16(const void* p, __m512) {
  return _mm512_maskz_cvtph_ps(all16, _mm256_loadu_si256(static_cast<const __m256i*>(p)));
}
SIMDACT_INLINE __m256i to_f16(__m512 x) { return _mm512_maskz_cvtps_ph(all16, x, _MM_FROUND_TO_NEAREST_INT); }
SIMDACT_INLINE void store_f16(void* p, __m512 x) { _mm256_storeu_si256(static_cast<__m256i*>(p), to_f16(x)); }
SIMDACT_INLINE __m512 load_first_f16(const void* p, std::size_t n, __m512) {
  return _mm512_maskz_cvtph_ps(all16, _mm256_maskz_loadu_epi16(first_floats(n), p));
}
SIMDACT_INLINE void store_first_f16(void* p, __m512 x, std::size_t n) {
  _mm256_mask_storeu_epi16(p, first_floats(n), to_f16(x));
}
#endif

}  // namespace raw
SIMDACT_NAMESPACE_END
