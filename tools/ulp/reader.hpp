// SPDX-License-Identifier: MIT
// f(x) over a real type R, as an op's header states it.
#pragma once

#include <type_traits>
#include <utility>

#include "simdact/batch.hpp"

namespace simdact::oracle {

template <class Op, class R, class = void>
struct has_reference : std::false_type {};
template <class Op, class R>
struct has_reference<Op, R, std::void_t<decltype(Op::reference(std::declval<R>()))>> : std::true_type {};

template <class Op, class R, class = void>
struct has_reference_with : std::false_type {};
template <class Op, class R>
struct has_reference_with<Op, R, std::void_t<decltype(Op::reference(std::declval<R>(), std::declval<parameters<R>>()))>>
    : std::true_type {};

template <class Op, class R, class = void>
struct has_definition : std::false_type {};
template <class Op, class R>
struct has_definition<Op, R, std::void_t<decltype(Op::definition(std::declval<R>()))>> : std::true_type {};

// A parameter is the number that the compute type, float, holds.
template <class R>
parameters<R> real_parameters(const simdact_params& p) {
  return {R(static_cast<double>(static_cast<float>(p.alpha))), R(static_cast<double>(static_cast<float>(p.beta)))};
}

template <class Op, class R>
R define(const R& x, const simdact_params* params) {
  if constexpr (parameter_count<Op>::value == 0) {
    return Op::definition(x);
  } else if constexpr (has_definition<Op, R>::value) {
    return params == nullptr || is_default<Op>(*params) ? Op::definition(x)
                                                        : Op::definition(x, real_parameters<R>(*params));
  } else {
    return Op::definition(x, real_parameters<R>(params == nullptr ? Op::defaults : *params));
  }
}

// The same value by the header's well-conditioned form, where it states one.
template <class Op, class R>
R refer(const R& x, const simdact_params* params) {
  const bool plain = params == nullptr || is_default<Op>(*params);
  if constexpr (has_reference<Op, R>::value) {
    if (plain) return Op::reference(x);
  }
  if constexpr (has_reference_with<Op, R>::value) {
    if (!plain || !(has_reference<Op, R>::value || has_definition<Op, R>::value)) {
      return Op::reference(x, real_parameters<R>(params == nullptr ? defaults_of<Op>() : *params));
    }
  }
  return define<Op, R>(x, params);
}

}  // namespace simdact::oracle
