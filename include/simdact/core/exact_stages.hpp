// SPDX-License-Identifier: MIT
// The array loops' three stages for functions that the exact tier computes in double, rounded once to float, from one
// exponential. A kernel K derives from exact_stages<K> and states, d being lanes of double,
//   argument(x), factor(x)   what the first and the last stage take of x, as floats: where |x| is large or tiny, it may
//                            be held. Without its own, factor is argument
//   reduce_double(d)         of argument(x): the reduced exponential and another number to be kept, {r, t, kept}
//   term(e, kept)            of the exponential e = s (1 + p) and that number, what the last stage needs
//   result(d, term)          of factor(x): the function
//   completed(y, x)          what is left to do once that is rounded to y
//
// The two halves of a vector are members side by side: gcc keeps structs of structs in memory. Vectors of more than
// most_lanes are computed whole: where the coefficients fill the registers, wide ones gain less from the stages than it
// costs to keep the numbers between them.
#pragma once

#include <cstddef>
#include <type_traits>

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class D>
struct exact_reduced {
  D r, t, kept;
};
// Where there is nothing to be kept.
template <class D>
SIMDACT_INLINE exact_reduced<D> only(const exact_exp_reduced<D>& e) {
  return {e.r, e.t, e.t};
}

// reduce_double and term of a function of 1 + e^-u.
struct one_plus_exp_terms {
  template <class D>
  static SIMDACT_INLINE exact_reduced<D> reduce_double(const D& u) {
    return only(exact_exp_reduce(native::negate(u)));
  }
  template <class D>
  static SIMDACT_INLINE D term(const exact_exp_parts<D>& e, const D&) {
    return plus_one(e);
  }
};

template <class K, std::size_t most_lanes = 16>
struct exact_stages {
  template <class V>
  using double_lanes = decltype(native::widen_low(V{}));
  template <class V, class D = double_lanes<V>>
  struct reduced {
    V x;
    D low_r, low_t, low_kept, high_r, high_t, high_kept;
  };
  template <class V, class D = double_lanes<V>>
  struct evaluated {
    V x;
    D low, high;
  };
  template <class V>
  static constexpr bool is_staged =
      native::vector_traits<V>::lanes > 1 && native::vector_traits<V>::lanes <= most_lanes;

  template <class V>
  static SIMDACT_INLINE V factor(const V& x) {
    return K::argument(x);
  }

  template <class V, class = std::enable_if_t<is_staged<V>>>
  static SIMDACT_INLINE reduced<V> reduce(const V& x) {
    const V u = K::argument(x);
    const auto low = K::reduce_double(native::widen_low(u)), high = K::reduce_double(native::widen_high(u));
    return {x, low.r, low.t, low.kept, high.r, high.t, high.kept};
  }
  template <class V>
  static SIMDACT_INLINE evaluated<V> evaluate(const reduced<V>& e) {
    return {e.x, K::term(exact_exp_evaluate(e.low_r, e.low_t), e.low_kept),
            K::term(exact_exp_evaluate(e.high_r, e.high_t), e.high_kept)};
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const evaluated<V>& e) {
    const V d = K::factor(e.x);
    const auto low = K::result(native::widen_low(d), e.low), high = K::result(native::widen_high(d), e.high);
    return K::completed(narrowed(low, high), e.x);
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d, const auto& u) SIMDACT_INLINE_LAMBDA {
      const auto e = K::reduce_double(u);
      return K::result(d, K::term(exact_exp_evaluate(e.r, e.t), e.kept));
    };
    return K::completed(in_double(f, K::factor(x), K::argument(x)), x);
  }
};

}  // namespace core
SIMDACT_NAMESPACE_END
