// SPDX-License-Identifier: MIT
// Arithmetic with subnormal numbers on CPUs with assists, by sums and integers.
//
//   is_subnormal(x), multiple_of_least(x)    whether x is subnormal, and |x| in least numbers, if it is
//   on_line(m, slope[, low])                 m slope least numbers
//   careful_product(dy, v)                   dy v, of a v yet to be lowered or, by core/lowered.hpp, any
#pragma once

#include "simdact/core/lowered.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

using core::careful_product;

template <class V>
SIMDACT_INLINE auto is_subnormal(const V& x) {
  return native::lt(native::abs(x), V(core::subnormals<native::scalar_t<V>>::normal));
}
// |x| for a subnormal x, in least numbers.
template <class V>
SIMDACT_INLINE V multiple_of_least(const V& x) {
  const V whole(core::subnormals<native::scalar_t<V>>::whole);
  return native::from_bits<V>(native::to_bits(native::abs(x)) | native::to_bits(whole)) - whole;
}

// m slope least numbers, rounded once; or m (slope + low), for a slope below 2. Below the least normal number the
// result's bits are the whole number of them that it is, the low bits of the sum with `whole`; from there on those of
// the product with another exponent.
template <class V, class... Low>
SIMDACT_INLINE V on_line(const V& m, const V& slope, const Low&... low) {
  using format = core::subnormals<native::scalar_t<V>>;
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

// dy v for v yet to be lowered: y times |dy| has the digits of the product, and is lowered in y's place. Where |dy|
// is very large it might be infinite.
template <class V>
SIMDACT_INLINE V careful_product(const V& dy, const core::unlowered<V>& v) {
  using T = native::scalar_t<V>;
  using format = core::subnormals<T>;
  const V u = native::abs(dy), most(1 / format::small / format::small);
  if (v.power == T(1) || __builtin_expect(native::any(native::lt(most, u)), 0)) return core::careful_product(dy, V(v));
  const V edge = native::opaque(core::lowering_edge(V(v.power)));
  const V product = core::lowered_positive(u * v.y, native::fma(u, v.y, edge), edge);
  return native::from_bits<V>(native::to_bits(product) | (native::to_bits(dy) ^ native::to_bits(u)));
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
