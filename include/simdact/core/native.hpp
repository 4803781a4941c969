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

template <class T>
struct same_width;
template <>
struct same_width<float> {
  using bits = std::uint32_t;
  using lane = raw::lane32;
};
template <>
struct same_width<double> {
  using bits = std::uint64_t;
  using lane = raw::lane64;
};
template <>
struct same_width<std::uint32_t> : same_width<float> {};
template <>
struct same_width<std::uint64_t> : same_width<double> {};
template <class T>
using lane_t = typename same_width<T>::lane;

// scalar_t<V>: the type of one lane. bits_t<V>: as many unsigned integers as V has lanes, of its lanes' width.
template <class V>
struct vector_traits {
  using scalar = V;
  using bits = typename same_width<V>::bits;
  static constexpr std::size_t lanes = 1;
};
template <class T, class A>
struct vector_traits<xsimd::batch<T, A>> {
  using scalar = T;
  using bits = xsimd::batch<typename same_width<T>::bits, A>;
  static constexpr std::size_t lanes = xsimd::batch<T, A>::size;
};
template <class V>
using scalar_t = typename vector_traits<V>::scalar;
template <class V>
using bits_t = typename vector_traits<V>::bits;

template <class T, class A>
using register_t = typename xsimd::batch<T, A>::register_type;
template <class T, class A>
SIMDACT_INLINE register_t<T, A> reg(const xsimd::batch<T, A>& x) {
  return static_cast<register_t<T, A>>(x);
}

// fma(a, b, c) = a b + c, fnma(a, b, c) = c - a b, fms(a, b, c) = a b - c, each rounded once.
using raw::fma;
using raw::fms;
using raw::fnma;
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> fma(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b,
                                      const xsimd::batch<T, A>& c) {
  return raw::fma(reg(a), reg(b), reg(c));
}
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> fnma(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b,
                                       const xsimd::batch<T, A>& c) {
  return raw::fnma(reg(a), reg(b), reg(c));
}
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> fms(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b,
                                      const xsimd::batch<T, A>& c) {
  return raw::fms(reg(a), reg(b), reg(c));
}

// a / b. xsimd 8.1's own is an approximation on NEON.
using raw::div;
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> div(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::div(reg(a), reg(b));
}

// min(a, b) is a < b ? a : b and max(a, b) is a > b ? a : b: the second operand where they are equal or one is NaN.
using raw::max;
using raw::min;
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> min(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::min(reg(a), reg(b));
}
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> max(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::max(reg(a), reg(b));
}

// min(a, |x|) for a >= 0; where x is NaN, a or NaN.
using raw::min_abs;
template <class A>
SIMDACT_INLINE xsimd::batch<float, A> min_abs(const xsimd::batch<float, A>& a, const xsimd::batch<float, A>& x) {
  return raw::min_abs(reg(a), reg(x));
}

// The bit pattern, and back.
using raw::to_bits;
template <class T, class A>
SIMDACT_INLINE bits_t<xsimd::batch<T, A>> to_bits(const xsimd::batch<T, A>& x) {
  return raw::to_bits(reg(x));
}
template <class V>
SIMDACT_INLINE V from_bits(const bits_t<V>& i) {
  if constexpr (vector_traits<V>::lanes == 1) {
    V x;
    raw::from_bits(i, x);
    return x;
  } else {
    typename V::register_type x;
    raw::from_bits(reg(i), x);
    return x;
  }
}

// Comparisons give a mask, false where an operand is NaN; masks go into select, mask_and, mask_or and any.
using raw::any;
using raw::eq;
using raw::le;
using raw::lt;
using raw::mask_and;
using raw::mask_or;
template <class T, class A>
SIMDACT_INLINE auto lt(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::lt(reg(a), reg(b));
}
template <class T, class A>
SIMDACT_INLINE auto le(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::le(reg(a), reg(b));
}
template <class T, class A>
SIMDACT_INLINE auto eq(const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::eq(reg(a), reg(b));
}
template <class V>
SIMDACT_INLINE auto gt(const V& a, const V& b) {
  return native::lt(b, a);
}
template <class V>
SIMDACT_INLINE auto ge(const V& a, const V& b) {
  return native::le(b, a);
}
SIMDACT_INLINE bool is_nan(float x) { return raw::unordered(x, x); }
SIMDACT_INLINE bool is_nan(double x) { return raw::unordered(x, x); }
template <class T, class A>
SIMDACT_INLINE auto is_nan(const xsimd::batch<T, A>& x) {
  return raw::unordered(reg(x), reg(x));
}

// a > b as signed integers of the lanes' width.
template <class I>
SIMDACT_INLINE auto gt_signed(const I& a, const I& b) {
  if constexpr (std::is_integral_v<I>) {
    return raw::gt_signed(a, b, lane_t<I>{});
  } else {
    return raw::gt_signed(reg(a), reg(b), lane_t<typename I::value_type>{});
  }
}

// select(m, a, b) is m ? a : b, and select_or_zero(m, a) is m ? a : +0.
using raw::select;
using raw::select_or_zero;
template <class M, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> select(const M& m, const xsimd::batch<T, A>& a, const xsimd::batch<T, A>& b) {
  return raw::select(m, reg(a), reg(b));
}
template <class M, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> select_or_zero(const M& m, const xsimd::batch<T, A>& a) {
  return raw::select_or_zero(m, reg(a));
}

// Shifts of every lane by the constant k, 0 < k < width: left, right with zeros, right with the sign (32-bit lanes
// only).
template <int k, class I>
SIMDACT_INLINE I shl(const I& i) {
  if constexpr (std::is_integral_v<I>) {
    return raw::shl<k>(i, lane_t<I>{});
  } else {
    return raw::shl<k>(reg(i), lane_t<typename I::value_type>{});
  }
}
template <int k, class I>
SIMDACT_INLINE I shr(const I& i) {
  if constexpr (std::is_integral_v<I>) {
    return raw::shr<k>(i, lane_t<I>{});
  } else {
    return raw::shr<k>(reg(i), lane_t<typename I::value_type>{});
  }
}
template <int k, class I>
SIMDACT_INLINE I sar(const I& i) {
  if constexpr (std::is_integral_v<I>) {
    return raw::sar<k>(i, lane_t<I>{});
  } else {
    return raw::sar<k>(reg(i), lane_t<typename I::value_type>{});
  }
}

// table[i mod N] for N = 8 or 16 floats; the index's higher bits are ignored.
template <class V, class T, std::size_t N>
SIMDACT_INLINE V lookup(const T (&table)[N], const bits_t<V>& i) {
  if constexpr (vector_traits<V>::lanes == 1) {
    return raw::lookup(table, i);
  } else {
    return raw::lookup(table, reg(i));
  }
}

// The lanes as signed integers, rounded to float.
using raw::signed_to_float;
template <class A>
SIMDACT_INLINE xsimd::batch<float, A> signed_to_float(const xsimd::batch<std::uint32_t, A>& i) {
  return raw::signed_to_float(reg(i));
}

// The lower and the upper half of the lanes as doubles, and two such halves rounded to floats. A float is its own lower
// half, and there is no upper one.
using raw::narrow;
using raw::widen_high;
using raw::widen_low;
template <class A>
SIMDACT_INLINE xsimd::batch<double, A> widen_low(const xsimd::batch<float, A>& x) {
  return raw::widen_low(reg(x));
}
template <class A>
SIMDACT_INLINE xsimd::batch<double, A> widen_high(const xsimd::batch<float, A>& x) {
  return raw::widen_high(reg(x));
}
template <class A>
SIMDACT_INLINE xsimd::batch<float, A> narrow(const xsimd::batch<double, A>& low, const xsimd::batch<double, A>& high) {
  return raw::narrow(reg(low), reg(high));
}

// x * 2^n rounded once, for integral n in [-252, 252] and x zero, NaN, infinite or of magnitude in [2^-100, 2^100]: the
// first of two factors is exact, so only the second product rounds, and AVX-512's one instruction gives the same bits.
using raw::scale;
template <class A>
SIMDACT_INLINE xsimd::batch<float, A> scale(const xsimd::batch<float, A>& x, const xsimd::batch<float, A>& n) {
  return raw::scale(reg(x), reg(n));
}

// x * 2^floor(n) rounded once, for finite n, where one instruction does it.
template <class V>
constexpr bool has_scale_floor = false;
#if defined(__AVX512F__)
template <class A>
constexpr bool has_scale_floor<xsimd::batch<float, A>> = std::is_base_of_v<xsimd::avx512f, A>;
#endif
template <class A>
SIMDACT_INLINE xsimd::batch<float, A> scale_floor(const xsimd::batch<float, A>& x, const xsimd::batch<float, A>& n) {
  static_assert(has_scale_floor<xsimd::batch<float, A>>, "scale_floor");
  return raw::scale(reg(x), reg(n));
}

template <class V>
SIMDACT_INLINE V sign_bit() {
  return V(scalar_t<V>(-0.0));
}
template <class V>
SIMDACT_INLINE V abs(const V& x) {
  return from_bits<V>(to_bits(x) & ~to_bits(sign_bit<V>()));
}
template <class V>
SIMDACT_INLINE V negate(const V& x) {
  return from_bits<V>(to_bits(x) ^ to_bits(sign_bit<V>()));
}
// The bits of magnitude, whose sign bit must be clear, with the sign bit of sign.
using raw::with_sign;
template <class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> with_sign(const xsimd::batch<T, A>& magnitude, const xsimd::batch<T, A>& sign) {
  return raw::with_sign(reg(magnitude), reg(sign));
}

// Memory, of no alignment: a whole vector, or its first n < lanes lanes, the others zero.
template <class V>
SIMDACT_INLINE V load(const void* p) {
  if constexpr (vector_traits<V>::lanes == 1) {
    return raw::load(p, V{});
  } else {
    return raw::load(p, typename V::register_type{});
  }
}
template <class V>
SIMDACT_INLINE void store(void* p, const V& x) {
  if constexpr (vector_traits<V>::lanes == 1) {
    raw::store(p, x);
  } else {
    raw::store(p, reg(x));
  }
}
template <class V>
SIMDACT_INLINE V load_first(const void* p, std::size_t n) {
  if constexpr (vector_traits<V>::lanes == 1) {
    return raw::load_first(p, n, V{});
  } else {
    return raw::load_first(p, n, typename V::register_type{});
  }
}
template <class V>
SIMDACT_INLINE void store_first(void* p, const V& x, std::size_t n) {
  if constexpr (vector_traits<V>::lanes == 1) {
    raw::store_first(p, x, n);
  } else {
    raw::store_first(p, reg(x), n);
  }
}

}  // namespace native
SIMDACT_NAMESPACE_END
