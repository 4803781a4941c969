// SPDX-License-Identifier: MIT
// bf16 elements as lanes of float and back. A bf16 is the upper half of a float's bits: in a word of two, the odd one
// as it stands there and the even one by a shift. So a register of them is a pair of vectors.
//
//   pair<V>                  the elements of even and of odd number; where a vector is one float there is no pair
//   bf16_floats<V>(h)        those of a register of halves
//   bf16_halves<how>(x)      a vector's or a pair's bits, rounded to bf16
//   in_floats<how, V>(h, f)  f on each of the vectors
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class V>
struct pair {
  V even, odd;
};
template <class V>
SIMDACT_INLINE pair<V> operator*(const pair<V>& a, const pair<V>& b) {
  return {a.even * b.even, a.odd * b.odd};
}

template <class V>
SIMDACT_INLINE auto bf16_floats(const native::halves_t<V>& h) {
  if constexpr (native::vector_traits<V>::lanes == 1) {
    return native::even_upper_halves<V>(h);
  } else {
    return pair<V>{native::even_upper_halves<V>(h), native::odd_upper_halves<V>(h)};
  }
}

// The bits of floats to those of bf16, in the upper halves; in the lower ones anything is left. In a NaN they are zero
// at first: it comes from a bf16, or is the one that an invalid operation gives. So no sum carries it into infinity, or
// beyond its sign.
template <rounding how, class I>
SIMDACT_INLINE I round_to_bf16(const I& bits) {
  if constexpr (how == rounding::even) {
    return bits + (I(0x7fffu) + (native::shr<16>(bits) & I(1u)));
  } else if constexpr (how == rounding::away) {
    return bits + I(0x8000u);
  } else if constexpr (how == rounding::inward) {
    return bits + I(0x7fffu);
  } else if constexpr (how == rounding::upward) {
    return bits + (I(0x8000u) - native::shr<31>(bits));
  } else {
    static_assert(how == rounding::none);
    return bits;
  }
}

template <rounding how, class V>
SIMDACT_INLINE native::halves_t<V> bf16_halves(const V& x) {
  return native::halves_t<V>(static_cast<std::uint16_t>(native::shr<16>(round_to_bf16<how>(native::to_bits(x)))));
}
// To even in lanes of halves.
template <rounding how, class V>
SIMDACT_INLINE native::halves_t<V> bf16_halves(const pair<V>& x) {
  const auto even = native::to_bits(x.even), odd = native::to_bits(x.odd);
  if constexpr (how == rounding::even) {
    return native::round_to_even(native::interleave_upper<V>(even, odd), native::interleave_lower<V>(even, odd));
  } else {
    return native::interleave_upper<V>(round_to_bf16<how>(even), round_to_bf16<how>(odd));
  }
}

template <rounding how, class V, class F>
SIMDACT_INLINE native::halves_t<V> in_floats(const native::halves_t<V>& h, const F& f) {
  const auto x = bf16_floats<V>(h);
  if constexpr (native::vector_traits<V>::lanes == 1) {
    return bf16_halves<how>(f(x));
  } else {
    return bf16_halves<how>(pair<V>{f(x.even), f(x.odd)});
  }
}

}  // namespace core
SIMDACT_NAMESPACE_END
