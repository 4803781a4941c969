// SPDX-License-Identifier: MIT
// Native operations on 256-bit registers: AVX2 with FMA.
#pragma once

#include <immintrin.h>

#include "simdact/core/native/scalar.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace raw {

SIMDACT_INLINE __m256 fma(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
SIMDACT_INLINE __m256d fma(__m256d a, __m256d b, __m256d c) { return _mm256_fmadd_pd(a, b, c); }
SIMDACT_INLINE __m256 fnma(__m256 a, __m256 b, __m256 c) { return _mm256_fnmadd_ps(a, b, c); }
SIMDACT_INLINE __m256d fnma(__m256d a, __m256d b, __m256d c) { return _mm256_fnmadd_pd(a, b, c); }
SIMDACT_INLINE __m256 fms(__m256 a, __m256 b, __m256 c) { return _mm256_fmsub_ps(a, b, c); }
SIMDACT_INLINE __m256d fms(__m256d a, __m256d b, __m256d c) { return _mm256_fmsub_pd(a, b, c); }

SIMDACT_INLINE __m256 div(__m256 a, __m256 b) { return _mm256_div_ps(a, b); }
SIMDACT_INLINE __m256d div(__m256d a, __m256d b) { return _mm256_div_pd(a, b); }

SIMDACT_INLINE __m256 min(__m256 a, __m256 b) { return _mm256_min_ps(a, b); }
SIMDACT_INLINE __m256d min(__m256d a, __m256d b) { return _mm256_min_pd(a, b); }
SIMDACT_INLINE __m256 min_abs(__m256 a, __m256 x) {
  return _mm256_min_ps(_mm256_andnot_ps(_mm256_set1_ps(-0.0f), x), a);
}
SIMDACT_INLINE __m256d min_abs(__m256d a, __m256d x) {
  return _mm256_min_pd(_mm256_andnot_pd(_mm256_set1_pd(-0.0), x), a);
}
SIMDACT_INLINE __m256 max(__m256 a, __m256 b) { return _mm256_max_ps(a, b); }
SIMDACT_INLINE __m256d max(__m256d a, __m256d b) { return _mm256_max_pd(a, b); }
SIMDACT_INLINE __m256 max_abs(__m256 a, __m256 x) { return max(_mm256_andnot_ps(_mm256_set1_ps(-0.0f), x), a); }
SIMDACT_INLINE __m256d max_abs(__m256d a, __m256d x) { return max(_mm256_andnot_pd(_mm256_set1_pd(-0.0), x), a); }

SIMDACT_INLINE __m256i to_bits(__m256 x) { return _mm256_castps_si256(x); }
SIMDACT_INLINE __m256i to_bits(__m256d x) { return _mm256_castpd_si256(x); }
SIMDACT_INLINE void from_bits(__m256i i, __m256& x) { x = _mm256_castsi256_ps(i); }
SIMDACT_INLINE void from_bits(__m256i i, __m256d& x) { x = _mm256_castsi256_pd(i); }

SIMDACT_INLINE __m256 with_sign(__m256 magnitude, __m256 sign) {
  return _mm256_or_ps(magnitude, _mm256_and_ps(sign, _mm256_set1_ps(-0.0f)));
}
SIMDACT_INLINE __m256d with_sign(__m256d magnitude, __m256d sign) {
  return _mm256_or_pd(magnitude, _mm256_and_pd(sign, _mm256_set1_pd(-0.0)));
}

SIMDACT_INLINE __m256 lt(__m256 a, __m256 b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
SIMDACT_INLINE __m256d lt(__m256d a, __m256d b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
SIMDACT_INLINE __m256 lt_or_nan(__m256 a, __m256 b) { return _mm256_cmp_ps(a, b, _CMP_NGE_UQ); }
SIMDACT_INLINE __m256d lt_or_nan(__m256d a, __m256d b) { return _mm256_cmp_pd(a, b, _CMP_NGE_UQ); }
SIMDACT_INLINE __m256 le(__m256 a, __m256 b) { return _mm256_cmp_ps(a, b, _CMP_LE_OQ); }
SIMDACT_INLINE __m256d le(__m256d a, __m256d b) { return _mm256_cmp_pd(a, b, _CMP_LE_OQ); }
SIMDACT_INLINE __m256 eq(__m256 a, __m256 b) { return _mm256_cmp_ps(a, b, _CMP_EQ_OQ); }
SIMDACT_INLINE __m256d eq(__m256d a, __m256d b) { return _mm256_cmp_pd(a, b, _CMP_EQ_OQ); }
SIMDACT_INLINE __m256 unordered(__m256 a, __m256 b) { return _mm256_cmp_ps(a, b, _CMP_UNORD_Q); }
SIMDACT_INLINE __m256d unordered(__m256d a, __m256d b) { return _mm256_cmp_pd(a, b, _CMP_UNORD_Q); }
// The bits of both: a blend takes Intel's CPUs up to three operations.
SIMDACT_INLINE __m256 or_nan(__m256 v, __m256 x) { return _mm256_or_ps(v, _mm256_and_ps(unordered(x, x), x)); }
SIMDACT_INLINE __m256d or_nan(__m256d v, __m256d x) { return _mm256_or_pd(v, _mm256_and_pd(unordered(x, x), x)); }
SIMDACT_INLINE __m256 one_or(__m256 x, __m256 other) {
  const __m256 difference = _mm256_xor_ps(_mm256_set1_ps(1.0f), other);
  return or_nan(_mm256_xor_ps(other, _mm256_and_ps(lt_or_nan(_mm256_setzero_ps(), x), difference)), x);
}
SIMDACT_INLINE __m256d one_or(__m256d x, __m256d other) {
  const __m256d difference = _mm256_xor_pd(_mm256_set1_pd(1.0), other);
  return or_nan(_mm256_xor_pd(other, _mm256_and_pd(lt_or_nan(_mm256_setzero_pd(), x), difference)), x);
}
SIMDACT_INLINE __m256 gt_signed(__m256i a, __m256i b) { return _mm256_castsi256_ps(_mm256_cmpgt_epi32(a, b)); }
SIMDACT_INLINE __m256i max_signed(__m256i a, __m256i b) { return _mm256_max_epi32(a, b); }
SIMDACT_INLINE __m256 mask_and(__m256 a, __m256 b) { return _mm256_and_ps(a, b); }
SIMDACT_INLINE __m256d mask_and(__m256d a, __m256d b) { return _mm256_and_pd(a, b); }
SIMDACT_INLINE __m256 mask_or(__m256 a, __m256 b) { return _mm256_or_ps(a, b); }
SIMDACT_INLINE __m256d mask_or(__m256d a, __m256d b) { return _mm256_or_pd(a, b); }
SIMDACT_INLINE bool any(__m256 m) { return _mm256_movemask_ps(m) != 0; }
SIMDACT_INLINE bool any(__m256d m) { return _mm256_movemask_pd(m) != 0; }
SIMDACT_INLINE bool all(__m256 m) { return _mm256_movemask_ps(m) == 0xff; }
SIMDACT_INLINE bool all(__m256d m) { return _mm256_movemask_pd(m) == 0xf; }

SIMDACT_INLINE __m256 select(__m256 m, __m256 a, __m256 b) { return _mm256_blendv_ps(b, a, m); }
SIMDACT_INLINE __m256d select(__m256d m, __m256d a, __m256d b) { return _mm256_blendv_pd(b, a, m); }
SIMDACT_INLINE __m256 select_or_zero(__m256 m, __m256 a) { return _mm256_and_ps(m, a); }
SIMDACT_INLINE __m256d select_or_zero(__m256d m, __m256d a) { return _mm256_and_pd(m, a); }
SIMDACT_INLINE __m256 select_or_zero(__m256 m, __m256 a, __m256 x) {
  return _mm256_add_ps(_mm256_and_ps(m, a), _mm256_and_ps(unordered(x, x), x));
}
SIMDACT_INLINE __m256d select_or_zero(__m256d m, __m256d a, __m256d x) {
  return _mm256_add_pd(_mm256_and_pd(m, a), _mm256_and_pd(unordered(x, x), x));
}
SIMDACT_INLINE __m256 zero_where(__m256 m, __m256 x) {
  return _mm256_andnot_ps(_mm256_andnot_ps(_mm256_set1_ps(-0.0f), m), x);
}
SIMDACT_INLINE __m256d zero_where(__m256d m, __m256d x) {
  return _mm256_andnot_pd(_mm256_andnot_pd(_mm256_set1_pd(-0.0), m), x);
}

template <int k>
SIMDACT_INLINE __m256i shl(__m256i i, lane32) {
  return _mm256_slli_epi32(i, k);
}
template <int k>
SIMDACT_INLINE __m256i shl(__m256i i, lane64) {
  return _mm256_slli_epi64(i, k);
}
template <int k>
SIMDACT_INLINE __m256i shr(__m256i i, lane32) {
  return _mm256_srli_epi32(i, k);
}
template <int k>
SIMDACT_INLINE __m256i shr(__m256i i, lane64) {
  return _mm256_srli_epi64(i, k);
}

SIMDACT_INLINE __m256 lookup(const float (&table)[8], __m256i i) {
  return _mm256_permutevar8x32_ps(_mm256_loadu_ps(table), i);
}
SIMDACT_INLINE __m256 lookup(const float (&table)[16], __m256i i) {
  const __m256 low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(table), i);
  const __m256 high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(table + 8), i);
  return _mm256_blendv_ps(low, high, _mm256_castsi256_ps(_mm256_slli_epi32(i, 28)));
}

// A pair of entries of each lane's row, two rows to a register, and these transposed.
struct pair256 {
  __m256d first, second;
};
template <std::size_t k, class Table>
SIMDACT_INLINE pair256 lookup_pair(__m256i i, Table) {
  const __m256i masked = _mm256_and_si256(i, _mm256_set1_epi64x(15));
  const auto at = [](long long row) { return _mm_loadu_pd(Table::rows.entry[row] + k); };
  const __m128d row0 = at(_mm256_extract_epi64(masked, 0)), row1 = at(_mm256_extract_epi64(masked, 1));
  const __m128d row2 = at(_mm256_extract_epi64(masked, 2)), row3 = at(_mm256_extract_epi64(masked, 3));
  const __m256d even = _mm256_set_m128d(row2, row0), odd = _mm256_set_m128d(row3, row1);
  return {_mm256_unpacklo_pd(even, odd), _mm256_unpackhi_pd(even, odd)};
}

SIMDACT_INLINE __m256 signed_to_float(__m256i i) { return _mm256_cvtepi32_ps(i); }

SIMDACT_INLINE __m256d widen_low(__m256 x) { return _mm256_cvtps_pd(_mm256_castps256_ps128(x)); }
SIMDACT_INLINE __m256d widen_high(__m256 x) { return _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1)); }
SIMDACT_INLINE __m256 narrow(__m256d low, __m256d high) {
  return _mm256_set_m128(_mm256_cvtpd_ps(high), _mm256_cvtpd_ps(low));
}

template <std::size_t distance>
SIMDACT_INLINE __m256 exchange_lanes(__m256 x) {
  return distance == 4 ? _mm256_permute2f128_ps(x, x, 1) : _mm256_permute_ps(x, distance == 2 ? 0x4e : 0xb1);
}
template <std::size_t distance>
SIMDACT_INLINE __m256d exchange_lanes(__m256d x) {
  return distance == 2 ? _mm256_permute2f128_pd(x, x, 1) : _mm256_permute_pd(x, 5);
}
SIMDACT_INLINE float first_lane(__m256 x) { return _mm256_cvtss_f32(x); }
SIMDACT_INLINE double first_lane(__m256d x) { return _mm256_cvtsd_f64(x); }

SIMDACT_INLINE __m256 load(const void* p, __m256) { return _mm256_loadu_ps(static_cast<const float*>(p)); }
SIMDACT_INLINE void store(void* p, __m256 x) { _mm256_storeu_ps(static_cast<float*>(p), x); }
SIMDACT_INLINE __m256d load(const void* p, __m256d) { return _mm256_loadu_pd(static_cast<const double*>(p)); }
SIMDACT_INLINE __m256d load_widened(const void* p, __m256d) {
  return _mm256_cvtps_pd(_mm_loadu_ps(static_cast<const float*>(p)));
}
SIMDACT_INLINE void store_narrowed(void* p, __m256d x) { _mm_storeu_ps(static_cast<float*>(p), _mm256_cvtpd_ps(x)); }
SIMDACT_INLINE void store(void* p, __m256d x) { _mm256_storeu_pd(static_cast<double*>(p), x); }

SIMDACT_INLINE __m256i first_floats_of_8(std::size_t n) {
  const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), lane);
}
SIMDACT_INLINE __m256 load_first(const void* p, std::size_t n, __m256) {
  return _mm256_maskload_ps(static_cast<const float*>(p), first_floats_of_8(n));
}
SIMDACT_INLINE void store_first(void* p, __m256 x, std::size_t n) {
  _mm256_maskstore_ps(static_cast<float*>(p), first_floats_of_8(n), x);
}

SIMDACT_INLINE __m256i first_doubles_of_4(std::size_t n) {
  const __m256i lane = _mm256_setr_epi64x(0, 1, 2, 3);
  return _mm256_cmpgt_epi64(_mm256_set1_epi64x(static_cast<long long>(n)), lane);
}
SIMDACT_INLINE __m256d load_first(const void* p, std::size_t n, __m256d) {
  return _mm256_maskload_pd(static_cast<const double*>(p), first_doubles_of_4(n));
}
SIMDACT_INLINE void store_first(void* p, __m256d x, std::size_t n) {
  _mm256_maskstore_pd(static_cast<double*>(p), first_doubles_of_4(n), x);
}

struct halves16 : halves {
  __m256i bits;
  halves16() : bits(_mm256_setzero_si256()) {}
  halves16(__m256i h) : bits(h) {}
  explicit halves16(std::uint16_t h) : bits(_mm256_set1_epi16(static_cast<short>(h))) {}
};
halves16 halves_as_wide_as(__m256);
SIMDACT_INLINE halves16 operator&(halves16 a, halves16 b) { return _mm256_and_si256(a.bits, b.bits); }
SIMDACT_INLINE halves16 operator|(halves16 a, halves16 b) { return _mm256_or_si256(a.bits, b.bits); }
SIMDACT_INLINE halves16 operator+(halves16 a, halves16 b) { return _mm256_add_epi16(a.bits, b.bits); }
// A mask of them is all ones or zeros in each.
SIMDACT_INLINE halves16 gt_signed(halves16 a, halves16 b) { return _mm256_cmpgt_epi16(a.bits, b.bits); }
SIMDACT_INLINE halves16 max_signed(halves16 a, halves16 b) { return _mm256_max_epi16(a.bits, b.bits); }
SIMDACT_INLINE halves16 min_signed(halves16 a, halves16 b) { return _mm256_min_epi16(a.bits, b.bits); }
SIMDACT_INLINE bool any(halves16 m) { return _mm256_movemask_epi8(m.bits) != 0; }
SIMDACT_INLINE halves16 mask_or(halves16 a, halves16 b) { return a | b; }
SIMDACT_INLINE halves16 select(halves16 m, halves16 a, halves16 b) {
  return _mm256_blendv_epi8(b.bits, a.bits, m.bits);
}
SIMDACT_INLINE halves16 select_or_zero(halves16 m, halves16 a) { return m & a; }

SIMDACT_INLINE __m256 even_upper_halves(halves16 h, __m256) {
  return _mm256_castsi256_ps(_mm256_slli_epi32(h.bits, 16));
}
SIMDACT_INLINE __m256 odd_upper_halves(halves16 h, __m256) {
  return _mm256_castsi256_ps(_mm256_and_si256(h.bits, _mm256_set1_epi32(-0x10000)));
}
SIMDACT_INLINE halves16 interleave_upper(__m256i even, __m256i odd) {
  return _mm256_blend_epi16(_mm256_srli_epi32(even, 16), odd, 0xaa);
}
SIMDACT_INLINE halves16 interleave_lower(__m256i even, __m256i odd) {
  return _mm256_blend_epi16(even, _mm256_slli_epi32(odd, 16), 0xaa);
}
// Up where rest, less 1 if h is even, is at least the middle, 0x8000: where it has the sign bit.
SIMDACT_INLINE halves16 round_to_even(halves16 h, halves16 rest) {
  const __m256i even = _mm256_andnot_si256(h.bits, _mm256_set1_epi16(1));
  const __m256i up = _mm256_cmpgt_epi16(_mm256_setzero_si256(), _mm256_subs_epu16(rest.bits, even));
  return _mm256_sub_epi16(h.bits, up);
}

// Words of two halves as above, and an odd one by itself.
SIMDACT_INLINE __m256 load_first_halves(const void* p, std::size_t n, __m256) {
  const __m256i pairs = _mm256_maskload_epi32(static_cast<const int*>(p), first_floats_of_8(n / 2));
  if (n % 2 == 0) return _mm256_castsi256_ps(pairs);
  const int last = load(static_cast<const char*>(p) + 2 * (n - 1), std::uint16_t{});
  const __m256i word = _mm256_andnot_si256(first_floats_of_8(n / 2), first_floats_of_8(n / 2 + 1));
  return _mm256_castsi256_ps(_mm256_or_si256(pairs, _mm256_and_si256(word, _mm256_set1_epi32(last))));
}
SIMDACT_INLINE void store_first_halves(void* p, __m256 x, std::size_t n) {
  _mm256_maskstore_epi32(static_cast<int*>(p), first_floats_of_8(n / 2), _mm256_castps_si256(x));
  if (n % 2 == 0) return;
  const __m256i word = _mm256_permutevar8x32_epi32(_mm256_castps_si256(x), _mm256_set1_epi32(static_cast<int>(n / 2)));
  store(static_cast<char*>(p) + 2 * (n - 1), static_cast<std::uint16_t>(_mm256_cvtsi256_si32(word)));
}

SIMDACT_INLINE halves16 load(const void* p, halves16) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
SIMDACT_INLINE void store(void* p, halves16 x) { _mm256_storeu_si256(static_cast<__m256i*>(p), x.bits); }
SIMDACT_INLINE halves16 load_first(const void* p, std::size_t n, halves16) {
  return _mm256_castps_si256(load_first_halves(p, n, __m256{}));
}
SIMDACT_INLINE void store_first(void* p, halves16 x, std::size_t n) {
  store_first_halves(p, _mm256_castsi256_ps(x.bits), n);
}

SIMDACT_INLINE __m256 as_upper_halves(__m128i h) {
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(h), 16));
}
SIMDACT_INLINE __m128i upper_halves(__m256 x) {
  const __m256i words = _mm256_srli_epi32(_mm256_castps_si256(x), 16);
  return _mm_packus_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
}
SIMDACT_INLINE __m256 load_upper_halves(const void* p, __m256) {
  return as_upper_halves(_mm_loadu_si128(static_cast<const __m128i*>(p)));
}
SIMDACT_INLINE void store_upper_halves(void* p, __m256 x) {
  _mm_storeu_si128(static_cast<__m128i*>(p), upper_halves(x));
}
SIMDACT_INLINE __m256 load_first_upper_halves(const void* p, std::size_t n, __m256) {
  return as_upper_halves(_mm256_castsi256_si128(_mm256_castps_si256(load_first_halves(p, n, __m256{}))));
}
SIMDACT_INLINE void store_first_upper_halves(void* p, __m256 x, std::size_t n) {
  store_first_halves(p, _mm256_castsi256_ps(_mm256_zextsi128_si256(upper_halves(x))), n);
}

#if defined(__F16C__)
SIMDACT_INLINE __m256 load_f16(const void* p, __m256) {
  return _mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i*>(p)));
}
SIMDACT_INLINE void store_f16(void* p, __m256 x) {
  _mm_storeu_si128(static_cast<__m128i*>(p), _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT));
}
SIMDACT_INLINE __m256 load_first_f16(const void* p, std::size_t n, __m256) {
  return _mm256_cvtph_ps(_mm256_castsi256_si128(_mm256_castps_si256(load_first_halves(p, n, __m256{}))));
}
SIMDACT_INLINE void store_first_f16(void* p, __m256 x, std::size_t n) {
  const __m256i h = _mm256_zextsi128_si256(_mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT));
  store_first_halves(p, _mm256_castsi256_ps(h), n);
}
#endif

}  // namespace raw
SIMDACT_NAMESPACE_END
