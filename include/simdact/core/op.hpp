// SPDX-License-Identifier: MIT
// What an op header states and how it is read. An op is a struct in namespace op with
//   definition(R x[, parameters<R> p])            the exact function, over any real type R
//   forward(tier, V x[, parameters<V> p])         one per tier it has; or, in its place, the three stages
//     reduce(tier, V x) -> S, evaluate(tier, S) -> T, finish(tier, T) -> V      which kernel loops interleave
//   bounds[]                                      one line per dtype and tier: the proven error
// and, where it has parameters, parameter_count (1: alpha, 2: alpha and beta), defaults, and valid(parameters<T>) if
// its domain is narrower than the finite numbers. An op with parameters may state forward(tier, V x) for its defaults
// beside the general form.
#pragma once

#include <type_traits>
#include <utility>

#include "simdact/core/native.hpp"
#include "simdact/simdact.h"

SIMDACT_NAMESPACE_BEGIN

namespace tier {
struct high {
  static constexpr simdact_accuracy id = SIMDACT_HIGH;
};
struct fast {
  static constexpr simdact_accuracy id = SIMDACT_FAST;
};
struct exact {
  static constexpr simdact_accuracy id = SIMDACT_EXACT;
};
template <simdact_accuracy id>
using of = std::conditional_t<id == SIMDACT_FAST, fast, std::conditional_t<id == SIMDACT_EXACT, exact, high>>;
}  // namespace tier

template <class V>
struct parameters {
  V alpha, beta;
};

// The largest error over every finite input, in ulp, and an input where it is met. Correct rounding is 0.5 ulp.
struct bound {
  simdact_dtype dtype;
  simdact_accuracy accuracy;
  double ulp;
  double worst;
};

template <class Op, class = void>
struct parameter_count : std::integral_constant<int, 0> {};
template <class Op>
struct parameter_count<Op, std::void_t<decltype(Op::parameter_count)>>
    : std::integral_constant<int, Op::parameter_count> {};

template <class Op, class = void>
struct has_domain : std::false_type {};
template <class Op>
struct has_domain<Op, std::void_t<decltype(Op::valid(parameters<float>{}))>> : std::true_type {};

template <class Op>
constexpr simdact_params defaults_of() {
  if constexpr (parameter_count<Op>::value > 0) {
    return Op::defaults;
  } else {
    return {0, 0};
  }
}

template <class Op>
constexpr const bound* find_bound(simdact_dtype dtype, simdact_accuracy accuracy) {
  for (const bound& b : Op::bounds) {
    if (b.dtype == dtype && b.accuracy == accuracy) return &b;
  }
  return nullptr;
}

// The kernel that serves an accuracy: its own; for fast also high's; for exact high's where that is correctly rounded.
template <class Op>
constexpr const bound* serving_bound(simdact_dtype dtype, simdact_accuracy accuracy) {
  const bound* own = find_bound<Op>(dtype, accuracy);
  if (own != nullptr) return own;
  const bound* high = find_bound<Op>(dtype, SIMDACT_HIGH);
  if (high == nullptr || accuracy == SIMDACT_FAST) return high;
  return high->ulp <= 0.5 ? high : nullptr;
}

template <class Op, class Tier, class V, class = void>
struct has_stages : std::false_type {};
template <class Op, class Tier, class V>
struct has_stages<Op, Tier, V, std::void_t<decltype(Op::reduce(Tier{}, std::declval<V>()))>> : std::true_type {};

template <class Op, class Tier, class V, class = void>
struct has_default_forward : has_stages<Op, Tier, V> {};
template <class Op, class Tier, class V>
struct has_default_forward<Op, Tier, V, std::void_t<decltype(Op::forward(Tier{}, std::declval<V>()))>>
    : std::true_type {};

template <class V>
SIMDACT_INLINE parameters<V> convert_parameters(const simdact_params& p) {
  using T = native::scalar_t<V>;
  return {V(static_cast<T>(p.alpha)), V(static_cast<T>(p.beta))};
}

template <class Op, class Tier, class V>
SIMDACT_INLINE V apply(const V& x, const parameters<V>& p) {
  return Op::forward(Tier{}, x, p);
}

// f(x) at default parameters.
template <class Op, class Tier, class V>
SIMDACT_INLINE V apply(const V& x) {
  if constexpr (has_stages<Op, Tier, V>::value) {
    return Op::finish(Tier{}, Op::evaluate(Tier{}, Op::reduce(Tier{}, x)));
  } else if constexpr (has_default_forward<Op, Tier, V>::value) {
    return Op::forward(Tier{}, x);
  } else {
    return Op::forward(Tier{}, x, convert_parameters<V>(Op::defaults));
  }
}

SIMDACT_INLINE bool same_bits(double a, double b) { return raw::to_bits(a) == raw::to_bits(b); }

// Whether the parameters that the op uses are its defaults, bit for bit: a zero of the other sign is another parameter.
template <class Op>
SIMDACT_INLINE bool is_default(const simdact_params& p) {
  constexpr int used = parameter_count<Op>::value;
  constexpr simdact_params defaults = defaults_of<Op>();
  return (used < 1 || same_bits(p.alpha, defaults.alpha)) && (used < 2 || same_bits(p.beta, defaults.beta));
}

// f(x) at parameters that must be valid.
template <class Op, class Tier, class V>
SIMDACT_INLINE V apply(const V& x, const simdact_params& p) {
  if constexpr (parameter_count<Op>::value > 0) {
    if (!is_default<Op>(p)) return apply<Op, Tier>(x, convert_parameters<V>(p));
  }
  return apply<Op, Tier>(x);
}

SIMDACT_NAMESPACE_END
