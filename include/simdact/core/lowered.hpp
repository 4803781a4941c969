// SPDX-License-Identifier: MIT
// The last step of kernels whose results may be subnormal. Such a kernel computes its result times a power of two, so
// that nothing is subnormal, and lowers it in the end, which rounds once:
//
//   lowered(y, power)                  y power
//   lowered_later(y, power)            the same for y >= 0 below 2^127 or NaN and power < 1, which may be yet to be
//                                      lowered: a lowerable<V>, which is V or becomes it
//   as_it_is(y)                        a lowerable<V> that is no longer to be lowered
//   otherwise(m, c, y)                 that y, but c, above it, in the lanes of m
//   lowered_sum(y, power, c)           y power + c, where c is 0 or the larger term
//   lowered_difference(y, power, c)    y power - c
//   lowered_rest(y, power, c)          c - y power
//   lowered_quotient(a, b[, raise])    a / raise / b, b > 0 and neither subnormal
//   raised_quotient(a, b)              2^64 a / b in two parts, for a float a
//   narrowed(low, high), narrowed(d)   doubles rounded to float: native::narrow
//   lowered_product(a, x)              a x, of an x that may be subnormal
//   beside_line(x, line, f)            f(x), which is line(x) beside 0
//   raised(x), raised_product(r, a)    x times raising, in place of an x that may be subnormal, and a x times raising
//   careful_product(dy, v)             dy v, either of which may be subnormal, whether there are assists or not
//   held_above(least, y), held_below(most, y), cut_below(least, y)     y, or what serves in its place
//
// CPUs with assists hand a product, a quotient or, some of them, a conversion whose result is subnormal to microcode.
// The objects with their kernels are compiled with SIMDACT_AVOIDS_SUBNORMALS (src/isa/tails.cpp), and there the same
// bits come from sums of normal numbers, which such CPUs compute as fast as ever: the numbers from 2^k to 2^(k + 1) are
// as far apart as the subnormal ones times a power of two, so that y + 2^k, rounded, is 2^k and as many of its last
// places as the result has least numbers. The difference of the bits of the sum and of 2^k is that number, and so the
// result's bits.
#pragma once

#include <type_traits>

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

#if defined(SIMDACT_AVOIDS_SUBNORMALS)
inline constexpr bool avoids_subnormals = true;
#else
inline constexpr bool avoids_subnormals = false;
#endif

// Whether one instruction scales, and is to be used where results may be subnormal.
template <class V>
constexpr bool scales_at_once = native::has_scale_floor<V> && !avoids_subnormals;

// y held at least, where it is as good as any smaller one; and x held at most.
template <class V>
SIMDACT_INLINE V held_above(const V& least, const V& y) {
  if constexpr (avoids_subnormals) {
    return native::max(least, y);
  } else {
    return y;
  }
}
template <class V>
SIMDACT_INLINE V held_below(const V& most, const V& y) {
  if constexpr (avoids_subnormals) {
    return native::min(most, y);
  } else {
    return y;
  }
}
// y, or 0 where |y| is below least, where it is as good. NaN passes: its bits are above those of numbers.
template <class V>
SIMDACT_INLINE V cut_below(const V& least, const V& y) {
  if constexpr (!avoids_subnormals) {
    return y;
  } else if constexpr (sizeof(native::scalar_t<V>) == 4) {
    const native::bits_t<V> below = native::to_bits(least) - native::bits_t<V>(1);
    return native::select_or_zero(native::gt_signed(native::to_bits(native::abs(y)), below), y);
  } else {
    return native::select(native::lt(native::abs(y), least), V(0.0), y);
  }
}

// y, but 1 where tiny. gcc does not see that: what it knows not to be selected in the end it would compute from y.
template <class M, class V>
SIMDACT_INLINE V without(const M& tiny, const V& y) {
  return native::opaque(native::select(tiny, V(native::scalar_t<V>(1)), y));
}

// The least normal number over power. It is negative, below which there is nothing, where power is above 2.
template <class V>
SIMDACT_INLINE V lowering_edge(const V& power) {
  using T = native::scalar_t<V>;
  return native::from_bits<V>(native::to_bits(V(T(2))) - native::to_bits(power));
}

// y power for |y| < edge, rounded once.
template <class V>
SIMDACT_INLINE V lowered_below(const V& y, const V& edge) {
  return native::from_bits<V>(native::to_bits(y + native::with_sign(edge, y)) - native::to_bits(edge));
}

template <class V>
SIMDACT_INLINE V lowered(const V& y, const V& power) {
  if constexpr (avoids_subnormals) {
    const V edge = lowering_edge(power);
    const auto tiny = native::lt(native::abs(y), edge);
    return native::select(tiny, lowered_below(y, edge), without(tiny, y) * power);
  } else {
    return y * power;
  }
}

// y power for 0 <= y < 2^127, edge being that of power: the larger of 2 y and of the sum of y and edge, rounded once,
// is the latter up to edge, and its bits are as far above those of edge as the result's above 0. The minimum is for
// NaN.
template <class V>
SIMDACT_INLINE V lowered_positive(const V& y, const V& sum, const V& edge) {
  return native::min(native::from_bits<V>(native::to_bits(native::max(y + y, sum)) - native::to_bits(edge)), y);
}

// y power, where y has no more digits than that result has; or y itself where power is 1. Loops that multiply it by dy
// lower the product in its place, so that it need not be raised again.
template <class V>
struct unlowered {
  using T = native::scalar_t<V>;
  V y;
  T power;

  SIMDACT_INLINE operator V() const {
    if (power == T(1)) return y;
    const V edge = native::opaque(lowering_edge(V(power)));
    return lowered_positive(y, y + edge, edge);
  }
};
template <class V>
using lowerable = std::conditional_t<avoids_subnormals, unlowered<V>, V>;
template <class V>
SIMDACT_INLINE lowerable<V> lowered_later(const V& y, native::scalar_t<V> power) {
  if constexpr (avoids_subnormals) {
    const V edge = native::opaque(lowering_edge(V(power)));
    return {native::select(native::lt(y, edge), (y + edge) - edge, y), power};
  } else {
    return y * V(power);
  }
}
template <class V>
SIMDACT_INLINE lowerable<V> as_it_is(const V& y) {
  if constexpr (avoids_subnormals) {
    return {y, 1};
  } else {
    return y;
  }
}
template <class M, class V>
SIMDACT_INLINE V otherwise(const M& m, const V& c, const V& y) {
  return native::select(m, c, y);
}
template <class M, class V>
SIMDACT_INLINE unlowered<V> otherwise(const M& m, const V& c, const unlowered<V>& y) {
  return {native::select(m, c * V(1 / y.power), y.y), y.power};
}

// f(y), which is y power or, where negates is true, its negative, plus or minus c.
template <bool negates, class V, class F>
SIMDACT_INLINE V lowered_beside(const V& y, const V& power, const V& c, const F& f) {
  if constexpr (avoids_subnormals) {
    using T = native::scalar_t<V>;
    const V edge = lowering_edge(power), zero(T(0)), u = native::abs(y);
    const auto tiny = native::mask_and(native::mask_and(native::lt(zero, u), native::lt(u, edge)), native::eq(c, zero));
    const V alone = lowered_below(negates ? native::negate(y) : y, edge);
    return native::select(tiny, alone, f(without(tiny, y)));
  } else {
    return f(y);
  }
}
template <class V>
SIMDACT_INLINE V lowered_sum(const V& y, const V& power, const V& c) {
  return lowered_beside<false>(y, power, c, [&](const V& v) SIMDACT_INLINE_LAMBDA { return native::fma(v, power, c); });
}
template <class V>
SIMDACT_INLINE V lowered_difference(const V& y, const V& power, const V& c) {
  return lowered_beside<false>(y, power, c, [&](const V& v) SIMDACT_INLINE_LAMBDA { return native::fms(v, power, c); });
}
template <class V>
SIMDACT_INLINE V lowered_rest(const V& y, const V& power, const V& c) {
  return lowered_beside<true>(y, power, c, [&](const V& v) SIMDACT_INLINE_LAMBDA { return native::fnma(v, power, c); });
}

// q = a / b rounded, and the sum of a / b and edge, rounded once: with edge = 2^-62 it has the places of a subnormal
// float times 2^64. The sum of q and edge is corrected by what rounding took from both: from the sum exactly, from q by
// its remainder times about 1 / b, for which a difference of bit patterns, wrong by an eighth at most, is near enough.
template <class V>
struct quotient_and_sum {
  V q, sum;
};
template <class V>
SIMDACT_INLINE quotient_and_sum<V> divided(const V& a, const V& b, const V& edge) {
  const V q = native::div(a, b), sum = q + edge;
  const V inverse = native::from_bits<V>(native::to_bits(V(0x1.e6p126f)) - native::to_bits(b));
  return {q, sum + native::fma(native::fnma(q, b, a), inverse, q - (sum - edge))};
}
template <class V>
SIMDACT_INLINE V lowered_quotient(const V& a, const V& b, float raise = 1) {
  if constexpr (avoids_subnormals) {
    const auto tiny = native::lt(native::abs(a) * V(0x1p126f / raise), b);
    const V edge(0x1p-62f), factor = native::select(tiny, V(0x1p64f / raise), V(1 / raise));
    const auto y = divided(a * factor, b, native::with_sign(edge, a));
    return native::select(tiny, native::from_bits<V>(native::to_bits(y.sum) - native::to_bits(edge)), y.q);
  } else {
    return native::div(a, b);
  }
}

// For a > 0 the quotient times 2^64, which then has no more digits than it has itself, is sum - edge.
template <class V>
struct raised_float {
  V sum, edge;
};
template <class V>
SIMDACT_INLINE raised_float<V> raised_quotient(float a, const V& b) {
  const auto tiny = native::lt(V(a * 0x1p126f), b);
  const V edge(0x1p-62f);
  const auto y = divided(V(a * 0x1p64f), b, edge);
  return {native::select(tiny, y.sum, y.q), native::select_or_zero(tiny, edge)};
}

// Of a format: the number from which on all are whole, the least normal number, the largest whose square is subnormal
// at most; and `small`, which is nothing beside 1, as its square is beside it. Its fourth power is still normal. A
// result of at least `constant` for a small input is the function's value at 0.
template <class T>
struct subnormals;
template <>
struct subnormals<float> {
  static constexpr float whole = 0x1p23f, normal = 0x1p-126f, square = 0x1p-63f, small = 0x1p-30f, constant = 0x1p-20f;
};
template <>
struct subnormals<double> {
  static constexpr double whole = 0x1p52, normal = 0x1p-1022, square = 0x1p-511, small = 0x1p-200, constant = 0x1p-190;
};

// dy v. Lanes whose v is so large that the product is usual, and those whose dy is very large, are multiplied as ever.
// Elsewhere |v| is raised by a power of two, by its exponent, and the product lowered again. For a subnormal |v|, which
// then is (edge + |v|) / 2 times that power, it is twice that less edge, which above edge is the larger of the two. And
// the bits of the lowered product are those of its exponent lowered or, where that is less than they, those behind edge
// in its sum with edge. The first operand of a maximum may be NaN.
template <class V>
SIMDACT_INLINE V careful_product(const V& dy, const V& v) {
  using T = native::scalar_t<V>;
  using format = subnormals<T>;
  const V small(format::normal / format::small), edge(format::normal / format::small / format::small);
  const V u = native::abs(dy), w = native::min(small, native::abs(v));
  const auto is_tiny = native::mask_and(native::lt(w, small), native::lt(u, V(1 / format::small)));
  const V usual = dy * without(is_tiny, v);
  if (!native::any(is_tiny)) return usual;
  const native::bits_t<V> rise = native::to_bits(edge) - native::to_bits(V(format::normal));
  const V risen = native::from_bits<V>(native::to_bits(w) + rise);
  const V raised = native::min(risen, native::fms(V(T(2)), risen, edge));
  const V normal = native::from_bits<V>(native::to_bits(u * raised) - rise);
  const V sum = native::fma(u, raised, edge);
  const V lower = native::max(normal, native::from_bits<V>(native::to_bits(sum) - native::to_bits(edge)));
  const V sign = native::from_bits<V>(native::to_bits(dy) ^ native::to_bits(v));
  return native::select(is_tiny, native::with_sign(lower, sign), usual);
}

// a x, of an x that may be subnormal.
template <class V>
SIMDACT_INLINE V lowered_product(const V& a, const V& x) {
  if constexpr (avoids_subnormals) {
    return careful_product(a, x);
  } else {
    return a * x;
  }
}
// f(x), or line(x) where |x| is so small that the two are the same.
template <class V, class F, class G>
SIMDACT_INLINE V beside_line(const V& x, const F& line, const G& f) {
  if constexpr (avoids_subnormals) {
    const auto tiny = native::lt(native::abs(x), V(0x1p-60f));
    return native::select(tiny, line(x), f(without(tiny, x)));
  } else {
    return f(x);
  }
}

// x times a power of two, by which a subnormal x becomes a normal number, for |x| < 2^64; and x itself where nothing is
// lowered. The power is added to the exponent. For a subnormal |x|, which then is (edge + |x|) / 2 times the power,
// it is twice that less edge, which above edge is the larger of the two.
template <class T>
inline constexpr T raising = avoids_subnormals ? T(1ull << (sizeof(T) == 4 ? 30 : 60)) : T(1);
template <class V>
SIMDACT_INLINE V raised(const V& x) {
  if constexpr (avoids_subnormals) {
    using T = native::scalar_t<V>;
    const V u = native::abs(x), edge(subnormals<T>::normal * raising<T>);
    const V risen =
        native::from_bits<V>(native::to_bits(u) + native::to_bits(V(raising<T>)) - native::to_bits(V(T(1))));
    const V y = native::min(risen, native::fms(V(T(2)), risen, edge));
    return native::from_bits<V>(native::to_bits(y) | (native::to_bits(x) ^ native::to_bits(u)));
  } else {
    return x;
  }
}

// r a for a > 0 and r = raised(x), rounded as x a is where that is subnormal.
template <class V>
SIMDACT_INLINE V raised_product(const V& r, const V& a) {
  const V product = r * a;
  if constexpr (avoids_subnormals) {
    using T = native::scalar_t<V>;
    const V least(subnormals<T>::normal * raising<T>), edge = native::with_sign(least, r);
    return native::select(native::lt(native::abs(product), least), native::fma(r, a, edge) - edge, product);
  } else {
    return product;
  }
}

// Of d, |d| as a float's least normal number at least; and 2^64 |d|, rounded as |d| is where it is subnormal as a
// float.
template <class D>
SIMDACT_INLINE D held_normal(const D& d) {
  const D sign = native::from_bits<D>(native::to_bits(d) & native::to_bits(D(-0.0)));
  const D held = native::max(D(0x1p-126), native::abs(d));
  return native::from_bits<D>(native::to_bits(held) | native::to_bits(sign));
}
template <class D>
SIMDACT_INLINE D raised_subnormal(const D& d) {
  constexpr double same_places = 0x1p-97;
  return native::fma(native::abs(d) + D(same_places), D(0x1p64), D(-0x1p64 * same_places));
}
template <class... Ds>
SIMDACT_INLINE auto narrowed(const Ds&... d) {
  if constexpr (avoids_subnormals) {
    const auto usual = native::narrow(held_normal(d)...), raised = native::narrow(raised_subnormal(d)...);
    using V = std::decay_t<decltype(raised)>;
    const V edge(0x1p-62f);
    const V lower = native::from_bits<V>(native::to_bits(raised + edge) - native::to_bits(edge));
    return native::select(native::lt(raised, edge), native::with_sign(lower, usual), usual);
  } else {
    return native::narrow(d...);
  }
}

}  // namespace core
SIMDACT_NAMESPACE_END
