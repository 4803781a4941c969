// SPDX-License-Identifier: MIT
// simdact for C++17 and newer: one inline function per op, over the C ABI of simdact.h.
//
//   simdact::gelu(x, y);                               contiguous containers or spans of one element type and size
//   simdact::gelu(x, y, simdact::accuracy::fast);
//   simdact::leaky_relu(x, y, simdact::params{0.2});
//   simdact::gelu(in, out, n);                         pointers and a number of elements
//
// A bad argument or a size mismatch throws std::invalid_argument before anything is written; where exceptions are off
// the function returns the status, which is otherwise always SIMDACT_OK. out may be in; any other overlap is an error.
#pragma once

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "simdact/types.hpp"

// What a refusal does depends on how a file is compiled; functions of both kinds may meet in one program.
#if defined(__cpp_exceptions)
#include <stdexcept>
#include <string>
#define SIMDACT_ERRORS throwing
#else
#define SIMDACT_ERRORS returning
#endif

namespace simdact {

inline namespace SIMDACT_ERRORS {
namespace detail {

template <class T>
struct dtype_of;
template <>
struct dtype_of<float> : std::integral_constant<simdact_dtype, SIMDACT_F32> {};
template <>
struct dtype_of<double> : std::integral_constant<simdact_dtype, SIMDACT_F64> {};

inline simdact_status checked(simdact_status status, const char* name) {
#if defined(__cpp_exceptions)
  if (status != SIMDACT_OK) {
    throw std::invalid_argument(std::string("simdact::") + name + ": " + simdact_status_string(status));
  }
#else
  (void)name;
#endif
  return status;
}

template <class T>
simdact_status forward(simdact_op op, const T* x, T* y, std::size_t n, accuracy a, const params* p) {
  const simdact_params c = p != nullptr ? *p : params{};
  const simdact_status status =
      simdact_forward(op, dtype_of<T>::value, static_cast<simdact_accuracy>(a), p != nullptr ? &c : nullptr, x, y, n);
  return checked(status, simdact_op_name(op));
}

// The element type behind std::data and std::size, if the type has both.
template <class C>
using element_t = std::remove_pointer_t<decltype(std::data(std::declval<C&>()))>;
template <class X, class Y, class = void>
struct are_ranges : std::false_type {};
template <class X, class Y>
struct are_ranges<X, Y,
                  std::void_t<element_t<X>, element_t<Y>, decltype(std::size(std::declval<X&>())),
                              decltype(std::size(std::declval<Y&>())), decltype(dtype_of<element_t<Y>>::value)>>
    : std::is_same<std::remove_const_t<element_t<X>>, element_t<Y>> {};

template <class X, class Y>
simdact_status forward_ranges(simdact_op op, const X& x, Y& y, accuracy a, const params* p) {
  if (std::size(x) != std::size(y)) return checked(SIMDACT_INVALID_ARGUMENT, simdact_op_name(op));
  return forward(op, std::data(x), std::data(y), std::size(x), a, p);
}

}  // namespace detail

#define SIMDACT_OP(id, NAME, name)                                                                                 \
  template <class T>                                                                                               \
  simdact_status name(const T* x, T* y, std::size_t n, accuracy a = accuracy::high) {                              \
    return detail::forward(SIMDACT_##NAME, x, y, n, a, nullptr);                                                   \
  }                                                                                                                \
  template <class T>                                                                                               \
  simdact_status name(const T* x, T* y, std::size_t n, const params& p, accuracy a = accuracy::high) {             \
    return detail::forward(SIMDACT_##NAME, x, y, n, a, &p);                                                        \
  }                                                                                                                \
  template <class X, class Y>                                                                                      \
  std::enable_if_t<detail::are_ranges<const X, Y>::value, simdact_status> name(const X& x, Y&& y,                  \
                                                                               accuracy a = accuracy::high) {      \
    return detail::forward_ranges(SIMDACT_##NAME, x, y, a, nullptr);                                               \
  }                                                                                                                \
  template <class X, class Y>                                                                                      \
  std::enable_if_t<detail::are_ranges<const X, Y>::value, simdact_status> name(const X& x, Y&& y, const params& p, \
                                                                               accuracy a = accuracy::high) {      \
    return detail::forward_ranges(SIMDACT_##NAME, x, y, a, &p);                                                    \
  }
#include "simdact/ops.def"
#undef SIMDACT_OP

// Further names: silu is swish, quick_gelu is swish at alpha 1.702, thresholded_relu is threshold with beta 0.
template <class T>
simdact_status silu(const T* x, T* y, std::size_t n, accuracy a = accuracy::high) {
  return swish(x, y, n, a);
}
template <class X, class Y>
auto silu(const X& x, Y&& y, accuracy a = accuracy::high) -> decltype(swish(x, y, a)) {
  return swish(x, y, a);
}
template <class T>
simdact_status quick_gelu(const T* x, T* y, std::size_t n, accuracy a = accuracy::high) {
  return swish(x, y, n, params{1.702}, a);
}
template <class X, class Y>
auto quick_gelu(const X& x, Y&& y, accuracy a = accuracy::high) -> decltype(swish(x, y, a)) {
  return swish(x, y, params{1.702}, a);
}
template <class T>
simdact_status thresholded_relu(const T* x, T* y, std::size_t n, double alpha = 1, accuracy a = accuracy::high) {
  return threshold(x, y, n, params{alpha, 0}, a);
}
template <class X, class Y>
auto thresholded_relu(const X& x, Y&& y, double alpha = 1, accuracy a = accuracy::high)
    -> decltype(threshold(x, y, a)) {
  return threshold(x, y, params{alpha, 0}, a);
}

}  // namespace SIMDACT_ERRORS
#undef SIMDACT_ERRORS
}  // namespace simdact
