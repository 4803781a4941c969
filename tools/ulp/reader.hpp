// SPDX-License-Identifier: MIT
// f(x) and f'(x) over a real type R, as a function's card states them.
#pragma once

#include <type_traits>
#include <utility>

#include "kernel_id.hpp"
#include "simdact/batch.hpp"

namespace simdact::oracle {

// A parameter is the number that the lanes of the arithmetic, floats or doubles, hold.
template <class R, class Lane>
parameters<R> real_parameters(const simdact_params& p) {
  return {R(static_cast<double>(static_cast<Lane>(p.alpha))), R(static_cast<double>(static_cast<Lane>(p.beta)))};
}

// A member of a card as a function object, called with x, or with x and parameters.
#define SIMDACT_MEMBER(member)                                    \
  struct member {                                                 \
    template <class Op, class... R>                               \
    static auto of(const R&... a) -> decltype(Op::member(a...)) { \
      return Op::member(a...);                                    \
    }                                                             \
  };
SIMDACT_MEMBER(definition)
SIMDACT_MEMBER(reference)
SIMDACT_MEMBER(derivative)
SIMDACT_MEMBER(reference_derivative)
SIMDACT_MEMBER(derivative_from_output)
#undef SIMDACT_MEMBER

template <class Member, class Op, class Void, class... R>
constexpr bool states_impl = false;
template <class Member, class Op, class... R>
constexpr bool states_impl<Member, Op, std::void_t<decltype(Member::template of<Op>(std::declval<R>()...))>, R...> =
    true;
template <class Member, class Op, class... R>
constexpr bool states = states_impl<Member, Op, void, R...>;

// The member's value: at the defaults by the form without parameters, if the card has it.
template <class Member, class Op, class Lane, class R>
R value(const R& x, const simdact_params* params) {
  const bool plain = params == nullptr || is_default<Op>(*params);
  if constexpr (states<Member, Op, R>) {
    if (plain) return Member::template of<Op>(x);
  }
  if constexpr (states<Member, Op, R, parameters<R>>) {
    return Member::template of<Op>(x, real_parameters<R, Lane>(plain ? defaults_of<Op>() : *params));
  }
  return x;  // of an op without parameters: it was served above
}

template <ulp::direction way>
struct members;
template <>
struct members<ulp::direction::forward> {
  using plain = definition;
  using better = reference;
};
template <>
struct members<ulp::direction::backward> {
  using plain = derivative;
  using better = reference_derivative;
};
template <>
struct members<ulp::direction::from_output> {
  using plain = derivative_from_output;
  using better = plain;
};

// Whether the card states the function of that direction.
template <ulp::direction way>
using plain_member = typename members<way>::plain;
template <ulp::direction way, class Op, class R>
constexpr bool states_any = states<plain_member<way>, Op, R> || states<plain_member<way>, Op, R, parameters<R>>;

// f(x), or f'(x), as it is defined; Lane is the arithmetic's, float or double.
template <ulp::direction way, class Op, class Lane, class R>
R define(const R& x, const simdact_params* params) {
  return value<plain_member<way>, Op, Lane>(x, params);
}

// The same by the well-conditioned form, where the card states one for these parameters.
template <ulp::direction way, class Op, class Lane, class R>
R refer(const R& x, const simdact_params* params) {
  using Plain = plain_member<way>;
  using Better = typename members<way>::better;
  const bool defaults = params == nullptr || is_default<Op>(*params);
  if constexpr (states<Better, Op, R>) {
    if (defaults) return Better::template of<Op>(x);
  }
  if constexpr (states<Better, Op, R, parameters<R>>) {
    if (!defaults || !states<Plain, Op, R>) return value<Better, Op, Lane>(x, params);
  }
  return define<way, Op, Lane>(x, params);
}

}  // namespace simdact::oracle
