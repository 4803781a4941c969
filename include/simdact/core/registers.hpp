// SPDX-License-Identifier: MIT
// A function on a batch in registers, from its kernels; a card ends with SIMDACT_IN_REGISTERS(name), which defines
//   name(x)                  f(x) on xsimd::batch<float, A> or <double, A>, at default parameters
//   name(x, params)          at others, which must be valid
//   name_derivative(x), name_derivative(x, params)      f'(x) likewise
// An accuracy other than high is a template argument: gelu<accuracy::fast>(x).
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace registers {

// Whether native.hpp has operations for the architecture's registers, which needs FMA.
template <class A>
constexpr bool has_native() {
#if defined(__AVX512F__)
  if (sizeof(native::register_t<float, A>) == 64) return true;
#endif
#if defined(__AVX2__) && defined(__FMA__)
  if (sizeof(native::register_t<float, A>) == 32) return true;
#endif
#if defined(__aarch64__)
  if (sizeof(native::register_t<float, A>) == 16) return true;
#endif
  return false;
}

template <class T>
constexpr arithmetic arithmetic_of = std::is_same_v<T, double> ? arithmetic::f64 : arithmetic::f32;

template <class Op, direction d, accuracy asked, class T, class A, class... Params>
SIMDACT_INLINE xsimd::batch<T, A> function(const xsimd::batch<T, A>& x, const Params&... p) {
  static_assert(has_native<A>(), "simdact: the architecture is not AVX2 with FMA, AVX-512 or AArch64");
  return apply<Op, d, arithmetic_of<T>, asked>(x, p...);
}

}  // namespace registers
SIMDACT_NAMESPACE_END

#define SIMDACT_IN_REGISTERS(name)                                                                            \
  SIMDACT_NAMESPACE_BEGIN                                                                                     \
  template <accuracy asked = accuracy::high, class T, class A>                                                \
  SIMDACT_INLINE xsimd::batch<T, A> name(const xsimd::batch<T, A>& x) {                                       \
    return registers::function<op::name, direction::forward, asked>(x);                                       \
  }                                                                                                           \
  template <accuracy asked = accuracy::high, class T, class A>                                                \
  SIMDACT_INLINE xsimd::batch<T, A> name(const xsimd::batch<T, A>& x, const simdact_params& p) {              \
    return registers::function<op::name, direction::forward, asked>(x, p);                                    \
  }                                                                                                           \
  template <accuracy asked = accuracy::high, class T, class A>                                                \
  SIMDACT_INLINE xsimd::batch<T, A> name##_derivative(const xsimd::batch<T, A>& x) {                          \
    return registers::function<op::name, direction::backward, asked>(x);                                      \
  }                                                                                                           \
  template <accuracy asked = accuracy::high, class T, class A>                                                \
  SIMDACT_INLINE xsimd::batch<T, A> name##_derivative(const xsimd::batch<T, A>& x, const simdact_params& p) { \
    return registers::function<op::name, direction::backward, asked>(x, p);                                   \
  }                                                                                                           \
  SIMDACT_NAMESPACE_END
