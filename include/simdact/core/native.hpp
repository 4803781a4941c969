// SPDX-License-Identifier: MIT
// The operations every op and core header is written in, on V = xsimd::batch<float, A>, xsimd::batch<double, A>, float
// or double, with the same bits on every ISA: IEEE operations, FMA, and moves of bits. xsimd's own +, - and * serve as
// they are; everything on which its versions or architectures differ goes through here.
#pragma once

#include <type_traits>

#include "simdact/core/native/scalar.hpp"

#if defined(__AVX512F__)
#include "simdact/core/native/avx512.hpp"
#endif
#if defined(__AVX2__) && defined(__FMA__)
#include "simdact/core/native/avx2.hpp"
#endif
#if defined(__aarch64__)
#include "simdact/core/native/neon.hpp"
#endif

SIMDACT_NAMESPACE_BEGIN
namespace native {

// Unsigned integers of T's width, and the tag of that width.
template <class T>
using bits_of = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
template <class T>
using lane_t = std::conditional_t<sizeof(T) == 4, raw::lane32, raw::lane64>;

// scalar_t<V>: the type of one lane. bits_t<V>: as many unsigned integers as V has lanes, of its lanes' width.
template <class V>
struct vector_traits {
  using scalar = V;
  using bits = bits_of<V>;
  static constexpr std::size_t lanes = std::is_base_of_v<raw::halves, V> ? sizeof(V) / sizeof(std::uint16_t) : 1;
  static constexpr bool is_batch = false;
};
template <class T, class A>
struct vector_traits<xsimd::batch<T, A>> {
  using scalar = T;
  using bits = xsimd::batch<bits_of<T>, A>;
  static constexpr std::size_t lanes = xsimd::batch<T, A>::size;
  static constexpr bool is_batch = true;
};
template <class V>
using scalar_t = typename vector_traits<V>::scalar;
template <class V>
using bits_t = typename vector_traits<V>::bits;

template <class T, class A>
using register_t = typename xsimd::batch<T, A>::register_type;

// reg(x): what the overloads in native/*.hpp take, a batch's register; a scalar as it is. value<V>(r): back. Neither by
// xsimd's conversions, calls that gcc inlines one by one: they made compiling slow.
template <class T, class A>
SIMDACT_INLINE register_t<T, A> reg(const xsimd::batch<T, A>& x) {
  return x.data;
}
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
SIMDACT_INLINE T reg(T x) {
  return x;
}
template <class H, std::enable_if_t<std::is_base_of_v<raw::halves, H>, int> = 0>
SIMDACT_INLINE H reg(const H& x) {
  return x;
}
template <class V>
SIMDACT_INLINE V value(const decltype(reg(V{}))& r) {
  if constexpr (vector_traits<V>::is_batch) {
    V x;
    x.data = r;
    return x;
  } else {
    return r;
  }
}

// SIMDACT_VALUE(name): an operation whose result has its operands' type; SIMDACT_RESULT(name): one with a mask, or an
// integer, as its result.
#define SIMDACT_VALUE(name)                            \
  template <class V, class... Vs>                      \
  SIMDACT_INLINE V name(const V& a, const Vs&... bs) { \
    return value<V>(raw::name(reg(a), reg(bs)...));    \
  }
#define SIMDACT_RESULT(name)                              \
  template <class V, class... Vs>                         \
  SIMDACT_INLINE auto name(const V& a, const Vs&... bs) { \
    return raw::name(reg(a), reg(bs)...);                 \
  }

// fma(a, b, c) = a b + c, fnma(a, b, c) = c - a b, fms(a, b, c) = a b - c, each rounded once.
SIMDACT_VALUE(fma)
SIMDACT_VALUE(fnma)
SIMDACT_VALUE(fms)
// a / b. xsimd 8.1's own is an approximation on NEON.
SIMDACT_VALUE(div)
// min(a, b) is a < b ? a : b and max(a, b) is a > b ? a : b: the second operand where they are equal or one is NaN.
SIMDACT_VALUE(min)
SIMDACT_VALUE(max)
// min(a, |x|) and max(a, |x|) for a >= 0; where x is NaN, a, or on AVX-512 NaN if x is a signalling one.
SIMDACT_VALUE(min_abs)
SIMDACT_VALUE(max_abs)
// The bits of magnitude, whose sign bit must be clear, with the sign bit of sign.
SIMDACT_VALUE(with_sign)

// Comparisons give a mask, false where an operand is NaN but for lt_or_nan, which is true there; masks go into select,
// mask_and, mask_or and any, and those of float into all.
SIMDACT_RESULT(lt)
SIMDACT_RESULT(lt_or_nan)
SIMDACT_RESULT(le)
SIMDACT_RESULT(eq)
// a > b, and the larger of the two, as signed integers of 32 bits.
SIMDACT_RESULT(gt_signed)
SIMDACT_VALUE(max_signed)
SIMDACT_VALUE(min_signed)
using raw::all;
using raw::any;
using raw::mask_and;
using raw::mask_or;
template <class V>
SIMDACT_INLINE auto is_nan(const V& x) {
  return raw::unordered(reg(x), reg(x));
}
// v, but NaN where x is NaN, for v that is +0 or 1 there.
SIMDACT_VALUE(or_nan)
// 1 where x > 0, other where x <= 0, NaN where x is NaN.
SIMDACT_VALUE(one_or)

// select(m, a, b) is m ? a : b, and select_or_zero(m, a) is m ? a : +0. select_or_zero(m, a, x) is the same, but NaN
// where x is NaN; there m must hold, and a must not be -0.
template <class M, class V>
SIMDACT_INLINE V select(const M& m, const V& a, const V& b) {
  return value<V>(raw::select(m, reg(a), reg(b)));
}
template <class M, class V>
SIMDACT_INLINE V select_or_zero(const M& m, const V& a) {
  return value<V>(raw::select_or_zero(m, reg(a)));
}
template <class M, class V>
SIMDACT_INLINE V select_or_zero(const M& m, const V& a, const V& x) {
  return value<V>(raw::select_or_zero(m, reg(a), reg(x)));
}

// x, but a zero of its sign in the lanes of m.
template <class M, class V>
SIMDACT_INLINE V zero_where(const M& m, const V& x) {
  return value<V>(raw::zero_where(m, reg(x)));
}

// x itself, of whose value the compiler knows nothing.
template <class V>
SIMDACT_INLINE V opaque(const V& x) {
  if constexpr (std::is_base_of_v<raw::halves, V>) {
    return raw::opaque(x.bits);
  } else {
    return value<V>(raw::opaque(reg(x)));
  }
}

// The bit pattern, and back.
template <class V>
SIMDACT_INLINE bits_t<V> to_bits(const V& x) {
  return value<bits_t<V>>(raw::to_bits(reg(x)));
}
template <class V>
SIMDACT_INLINE V from_bits(const bits_t<V>& i) {
  decltype(reg(V{})) x;
  raw::from_bits(reg(i), x);
  return value<V>(x);
}

// Shifts of every lane by the constant k, 0 < k < width: left, and right with zeros.
template <int k, class I>
SIMDACT_INLINE I shl(const I& i) {
  return value<I>(raw::shl<k>(reg(i), lane_t<scalar_t<I>>{}));
}
template <int k, class I>
SIMDACT_INLINE I shr(const I& i) {
  return value<I>(raw::shr<k>(reg(i), lane_t<scalar_t<I>>{}));
}

// table[i mod N] for N = 8 or 16 floats; the index's higher bits are ignored.
template <class V, std::size_t N>
SIMDACT_INLINE V lookup(const scalar_t<V> (&table)[N], const bits_t<V>& i) {
  return value<V>(raw::lookup(table, reg(i)));
}

// Whether one instruction looks up 16.
template <class V>
constexpr bool has_wide_lookup = false;

// The entries k and k + 1 of row i mod 16 of a segment_table, core/f64/segments.hpp, in lanes of double.
template <class V>
struct entry_pair {
  V first, second;
};
template <class V, class Table, std::size_t k>
SIMDACT_INLINE entry_pair<V> lookup_pair(const bits_t<V>& i) {
  const auto entries = raw::lookup_pair<k>(reg(i), Table{});
  return {value<V>(entries.first), value<V>(entries.second)};
}

// The same lanes in another type: the signed integers rounded to float; the lower and the upper half of the lanes as
// doubles, and two such halves rounded to floats. A float is its own lower half, and there is no upper one.
#define SIMDACT_CONVERSION(name, from, to)                                                  \
  template <class A, class... Bs>                                                           \
  SIMDACT_INLINE xsimd::batch<to, A> name(const xsimd::batch<from, A>& a, const Bs&... b) { \
    return value<xsimd::batch<to, A>>(raw::name(reg(a), reg(b)...));                        \
  }                                                                                         \
  using raw::name;
SIMDACT_CONVERSION(signed_to_float, std::uint32_t, float)
SIMDACT_CONVERSION(widen_low, float, double)
SIMDACT_CONVERSION(widen_high, float, double)
SIMDACT_CONVERSION(narrow, double, float)

// Every lane with the one that is distance, a power of two, after or before it: lane i is lane i ^ distance of x. And
// lane 0.
template <std::size_t distance, class V>
SIMDACT_INLINE V exchange_lanes(const V& x) {
  return value<V>(raw::exchange_lanes<distance>(reg(x)));
}
template <class V>
SIMDACT_INLINE scalar_t<V> first_lane(const V& x) {
  return raw::first_lane(reg(x));
}

// x * 2^floor(n) rounded once, for finite n, where one instruction does it.
template <class V>
constexpr bool has_scale_floor = false;
template <class V>
V scale_floor(const V& x, const V& n) = delete;
#if defined(__AVX512F__)
template <class T, class A>
constexpr bool has_scale_floor<xsimd::batch<T, A>> = std::is_base_of_v<xsimd::avx512f, A>;
template <class A>
constexpr bool has_wide_lookup<xsimd::batch<float, A>> = std::is_base_of_v<xsimd::avx512f, A>;
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> scale_floor(const xsimd::batch<T, A>& x, const xsimd::batch<T, A>& n) {
  return value<xsimd::batch<T, A>>(raw::scale_floor(reg(x), reg(n)));
}
#endif

template <class V>
SIMDACT_INLINE V abs(const V& x) {
  return from_bits<V>(to_bits(x) & ~to_bits(V(scalar_t<V>(-0.0))));
}
template <class V>
SIMDACT_INLINE V negate(const V& x) {
  return from_bits<V>(to_bits(x) ^ to_bits(V(scalar_t<V>(-0.0))));
}

// Memory, of no alignment: a whole vector, or its first n < lanes lanes, the others zero; and, for lanes of double, as
// many floats, to which they are rounded.
template <class V>
SIMDACT_INLINE V load(const void* p) {
  return value<V>(raw::load(p, reg(V{})));
}
template <class V>
SIMDACT_INLINE void store(void* p, const V& x) {
  raw::store(p, reg(x));
}
template <class V>
SIMDACT_INLINE V load_first(const void* p, std::size_t n) {
  return value<V>(raw::load_first(p, n, reg(V{})));
}
template <class V>
SIMDACT_INLINE void store_first(void* p, const V& x, std::size_t n) {
  raw::store_first(p, reg(x), n);
}
template <class D>
SIMDACT_INLINE D load_widened(const void* p) {
  return value<D>(raw::load_widened(p, reg(D{})));
}
template <class D>
SIMDACT_INLINE void store_narrowed(void* p, const D& x) {
  raw::store_narrowed(p, reg(x));
}

// Elements of 16 bits. halves_t<V>: a register of V's width with such lanes, whose operations are &, |, +, gt_signed,
// max_signed, min_signed, any, select, select_or_zero, mask_or and those on memory above. load_f16, store_f16: as many
// halves as V has lanes, as f16, rounded to nearest even.
// load_upper_halves, store_upper_halves: as many halves as V has lanes, each the upper one of a lane's bits.
// even_upper_halves, odd_upper_halves: the elements of even and of odd number as the upper halves of V's lanes, the
// lower ones zero; interleave_upper, interleave_lower: of two vectors of bits the upper, or lower, halves, in turn.
// round_to_even(h, rest): h + rest / 2^16 rounded, ties to even.
template <class V>
using halves_t = decltype(raw::halves_as_wide_as(reg(V{})));
template <class V>
SIMDACT_INLINE V even_upper_halves(const halves_t<V>& h) {
  return value<V>(raw::even_upper_halves(h, reg(V{})));
}
template <class V>
SIMDACT_INLINE V odd_upper_halves(const halves_t<V>& h) {
  return value<V>(raw::odd_upper_halves(h, reg(V{})));
}
template <class V>
SIMDACT_INLINE halves_t<V> interleave_upper(const bits_t<V>& even, const bits_t<V>& odd) {
  return raw::interleave_upper(reg(even), reg(odd));
}
template <class V>
SIMDACT_INLINE halves_t<V> interleave_lower(const bits_t<V>& even, const bits_t<V>& odd) {
  return raw::interleave_lower(reg(even), reg(odd));
}
using raw::round_to_even;
template <class V>
SIMDACT_INLINE V load_upper_halves(const void* p) {
  return value<V>(raw::load_upper_halves(p, reg(V{})));
}
template <class V>
SIMDACT_INLINE void store_upper_halves(void* p, const V& x) {
  raw::store_upper_halves(p, reg(x));
}
template <class V>
SIMDACT_INLINE V load_first_upper_halves(const void* p, std::size_t n) {
  return value<V>(raw::load_first_upper_halves(p, n, reg(V{})));
}
template <class V>
SIMDACT_INLINE void store_first_upper_halves(void* p, const V& x, std::size_t n) {
  raw::store_first_upper_halves(p, reg(x), n);
}
template <class V>
SIMDACT_INLINE V load_f16(const void* p) {
  return value<V>(raw::load_f16(p, reg(V{})));
}
template <class V>
SIMDACT_INLINE void store_f16(void* p, const V& x) {
  raw::store_f16(p, reg(x));
}
template <class V>
SIMDACT_INLINE V load_first_f16(const void* p, std::size_t n) {
  return value<V>(raw::load_first_f16(p, n, reg(V{})));
}
template <class V>
SIMDACT_INLINE void store_first_f16(void* p, const V& x, std::size_t n) {
  raw::store_first_f16(p, reg(x), n);
}

#undef SIMDACT_VALUE
#undef SIMDACT_RESULT
#undef SIMDACT_CONVERSION

}  // namespace native
SIMDACT_NAMESPACE_END
