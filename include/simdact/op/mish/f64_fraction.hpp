// SPDX-License-Identifier: MIT
// What mish and its derivative share: with e = e^-|x|, in two parts,
//   x < 0     numerator e + 2      denominator e^2 + 2 e + 2
//   x >= 0    numerator 1 + 2 e    denominator 1 + 2 e + 2 e^2
#pragma once

#include "simdact/core/f64/logistic.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

template <class V>
struct mish_fraction {
  two_part<V> numerator, denominator, square;  // square is e^2 where x < 0 and 2 e^2 elsewhere
};

template <class M, class V>
SIMDACT_INLINE mish_fraction<V> mish_terms(const falling_exp<V>& e, const M& below) {
  const V one(1.0), two(2.0);
  const two_part<V> twice = {e.value.high + e.value.high, e.value.low + e.value.low};
  const two_part<V> square = product(e.value, select(below, e.value, twice));
  const V constant = native::select(below, two, one);
  const two_part<V> numerator = sum(select(below, e.value, twice), constant);
  return {{numerator.high, numerator.low}, sum(sum(twice, square), constant), {square.high, square.low}};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
