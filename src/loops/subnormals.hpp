// SPDX-License-Identifier: MIT
// Arithmetic with subnormal numbers on CPUs with assists, by sums and integers.
//
//   on_line(m, slope[, low])     m slope least numbers
//   multiple_of_least(x)         |x|, subnormal, in least numbers
//   careful_product(dy, v)       dy v, also of a v yet to be lowered
#pragma once

#include "simdact/core/lowered.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

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

// m slope least numbers, rounded once; or m (slope + low), for a slope below 2. Below the least normal number the
// result's bits are the whole number of them that it is, the low bits of the sum with `whole`; from there on those of
// the product with another exponent.
template <class V, class... Low>
SIMDACT_INLINE V on_line(const V& m, const V& slope, const Low&... low) {
  using format = subnormals<native::scalar_t<V>>;
  const V whole(format::whole);
  const auto is_subnormal = native::lt(m * slope, whole);
  const V from = native::select_or_zero(is_subnormal, whole);
  V sum = native::fma(m, slope, from);
  if constexpr (sizeof...(low) > 0) {
    const V shift(format::whole * 3 / 2);
    sum = sum + ((native::fma(m, low..., native::fms(m, slope, sum - from)) + shift) - shift);
  }
  const V exponent = native::select(is_subnormal, whole, V(format::whole / 2));
  return native::from_bits<V>(native::to_bits(sum) - native::to_bits(exponent));
}

template <class V>
SIMDACT_INLINE auto is_subnormal(const V& x) {
  return native::lt(native::abs(x), V(subnormals<native::scalar_t<V>>::normal));
}
// |x| for a subnormal x, in least numbers.
template <class V>
SIMDACT_INLINE V multiple_of_least(const V& x) {
  const V whole(subnormals<native::scalar_t<V>>::whole);
  return native::from_bits<V>(native::to_bits(native::abs(x)) | native::to_bits(whole)) - whole;
}

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
  const V usual = dy * core::without(is_tiny, v);
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

// The same for v yet to be lowered: y times |dy| has the digits of the product, and is lowered in y's place. Where |dy|
// is very large it might be infinite.
template <class V>
SIMDACT_INLINE V careful_product(const V& dy, const core::unlowered<V>& v) {
  using T = native::scalar_t<V>;
  using format = subnormals<T>;
  const V u = native::abs(dy), most(1 / format::small / format::small);
  if (v.power == T(1) || __builtin_expect(native::any(native::lt(most, u)), 0)) return careful_product(dy, V(v));
  const V edge = native::opaque(core::lowering_edge(V(v.power)));
  const V product = core::lowered_positive(u * v.y, native::fma(u, v.y, edge), edge);
  return native::from_bits<V>(native::to_bits(product) | (native::to_bits(dy) ^ native::to_bits(u)));
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
