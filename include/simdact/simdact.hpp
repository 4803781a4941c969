// SPDX-License-Identifier: MIT
// simdact for C++17 and newer: one inline function per op, over the C ABI of simdact.h.
//
//   simdact::gelu(x, y);                               contiguous containers or spans of one element type and size:
//                                                      float, double, or a 16-bit type of element.hpp
//   simdact::gelu(x, y, simdact::accuracy::fast);
//   simdact::leaky_relu(x, y, simdact::params{0.2});
//   simdact::gelu(in, out, n);                         pointers and a number of elements
//   simdact::gelu_backward(x, dy, dx);                 dx = dy f'(x), in the same forms
//   simdact::backward_from_output(SIMDACT_TANH, y, dy, dx);
//   simdact::softmax(x, y, rows, cols);                and what else is no function of one element: rows.hpp
//
// A bad argument, a size mismatch or what the library does not support throws std::invalid_argument before anything is
// written; where exceptions are off the function returns the status, which is otherwise always SIMDACT_OK. An output
// may be an input; any other overlap is an error.
#pragma once

#if __cplusplus < 201703L
#error "simdact.hpp needs C++17"
#else

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "simdact/element.hpp"
#include "simdact/errors.hpp"
#include "simdact/rows.hpp"

namespace simdact {

inline namespace SIMDACT_ERRORS {
namespace detail {

template <class T>
simdact_status forward(simdact_op op, const T* x, T* y, std::size_t n, accuracy a, const params* p) {
  return checked(simdact_forward(op, dtype_of<T>::value, static_cast<simdact_accuracy>(a), c_params(p).get(), x, y, n),
                 simdact_op_name(op));
}
template <class T>
simdact_status backward(simdact_op op, const char* name, const T* x, const T* dy, T* dx, std::size_t n, accuracy a,
                        const params* p) {
  return checked(
      simdact_backward(op, dtype_of<T>::value, static_cast<simdact_accuracy>(a), c_params(p).get(), x, dy, dx, n),
      name);
}
template <class T>
simdact_status backward_from_output(simdact_op op, const T* y, const T* dy, T* dx, std::size_t n, const params* p) {
  return checked(simdact_backward_from_output(op, dtype_of<T>::value, c_params(p).get(), y, dy, dx, n),
                 "backward_from_output");
}

template <class X, class Y, class = void>
struct are_ranges : std::false_type {};
template <class X, class Y>
struct are_ranges<X, Y,
                  std::void_t<element_t<X>, element_t<Y>, decltype(std::size(std::declval<X&>())),
                              decltype(std::size(std::declval<Y&>())), decltype(dtype_of<element_t<Y>>::value)>>
    : std::is_same<std::remove_const_t<element_t<X>>, element_t<Y>> {};
// A status if every X is a range of the elements of Y, which is written to.
template <class Y, class... X>
using if_ranges = std::enable_if_t<(are_ranges<const X, Y>::value && ...), simdact_status>;

template <class X, class Y>
simdact_status forward_ranges(simdact_op op, const X& x, Y& y, accuracy a, const params* p) {
  if (std::size(x) != std::size(y)) return checked(SIMDACT_INVALID_ARGUMENT, simdact_op_name(op));
  return forward(op, std::data(x), std::data(y), std::size(x), a, p);
}
template <class X, class DY, class DX>
simdact_status backward_ranges(simdact_op op, const char* name, const X& x, const DY& dy, DX& dx, accuracy a,
                               const params* p) {
  if (std::size(x) != std::size(dx) || std::size(dy) != std::size(dx)) return checked(SIMDACT_INVALID_ARGUMENT, name);
  return backward(op, name, std::data(x), std::data(dy), std::data(dx), std::size(dx), a, p);
}
template <class Y, class DY, class DX>
simdact_status from_output_ranges(simdact_op op, const Y& y, const DY& dy, DX& dx, const params* p) {
  if (std::size(y) != std::size(dx) || std::size(dy) != std::size(dx)) {
    return checked(SIMDACT_INVALID_ARGUMENT, "backward_from_output");
  }
  return backward_from_output(op, std::data(y), std::data(dy), std::data(dx), std::size(dx), p);
}

}  // namespace detail

#define SIMDACT_OP(id, NAME, name)                                                                               \
  template <class T>                                                                                             \
  simdact_status name(const T* x, T* y, std::size_t n, accuracy a = accuracy::high) {                            \
    return detail::forward(SIMDACT_##NAME, x, y, n, a, nullptr);                                                 \
  }                                                                                                              \
  template <class T>                                                                                             \
  simdact_status name(const T* x, T* y, std::size_t n, const params& p, accuracy a = accuracy::high) {           \
    return detail::forward(SIMDACT_##NAME, x, y, n, a, &p);                                                      \
  }                                                                                                              \
  template <class X, class Y>                                                                                    \
  detail::if_ranges<Y, X> name(const X& x, Y&& y, accuracy a = accuracy::high) {                                 \
    return detail::forward_ranges(SIMDACT_##NAME, x, y, a, nullptr);                                             \
  }                                                                                                              \
  template <class X, class Y>                                                                                    \
  detail::if_ranges<Y, X> name(const X& x, Y&& y, const params& p, accuracy a = accuracy::high) {                \
    return detail::forward_ranges(SIMDACT_##NAME, x, y, a, &p);                                                  \
  }                                                                                                              \
  template <class T>                                                                                             \
  simdact_status name##_backward(const T* x, const T* dy, T* dx, std::size_t n, accuracy a = accuracy::high) {   \
    return detail::backward(SIMDACT_##NAME, #name "_backward", x, dy, dx, n, a, nullptr);                        \
  }                                                                                                              \
  template <class T>                                                                                             \
  simdact_status name##_backward(const T* x, const T* dy, T* dx, std::size_t n, const params& p,                 \
                                 accuracy a = accuracy::high) {                                                  \
    return detail::backward(SIMDACT_##NAME, #name "_backward", x, dy, dx, n, a, &p);                             \
  }                                                                                                              \
  template <class X, class DY, class DX>                                                                         \
  detail::if_ranges<DX, X, DY> name##_backward(const X& x, const DY& dy, DX&& dx, accuracy a = accuracy::high) { \
    return detail::backward_ranges(SIMDACT_##NAME, #name "_backward", x, dy, dx, a, nullptr);                    \
  }                                                                                                              \
  template <class X, class DY, class DX>                                                                         \
  detail::if_ranges<DX, X, DY> name##_backward(const X& x, const DY& dy, DX&& dx, const params& p,               \
                                               accuracy a = accuracy::high) {                                    \
    return detail::backward_ranges(SIMDACT_##NAME, #name "_backward", x, dy, dx, a, &p);                         \
  }
#include "simdact/ops.def"
SIMDACT_OP(SIMDACT_SWISH, SWISH, silu)
#undef SIMDACT_OP

// dx = dy f'(x) from y = f(x), for an op of which f' is a function of y: see simdact_backward_from_output.
template <class T>
simdact_status backward_from_output(simdact_op op, const T* y, const T* dy, T* dx, std::size_t n) {
  return detail::backward_from_output(op, y, dy, dx, n, nullptr);
}
template <class T>
simdact_status backward_from_output(simdact_op op, const T* y, const T* dy, T* dx, std::size_t n, const params& p) {
  return detail::backward_from_output(op, y, dy, dx, n, &p);
}
template <class Y, class DY, class DX>
detail::if_ranges<DX, Y, DY> backward_from_output(simdact_op op, const Y& y, const DY& dy, DX&& dx) {
  return detail::from_output_ranges(op, y, dy, dx, nullptr);
}
template <class Y, class DY, class DX>
detail::if_ranges<DX, Y, DY> backward_from_output(simdact_op op, const Y& y, const DY& dy, DX&& dx, const params& p) {
  return detail::from_output_ranges(op, y, dy, dx, &p);
}

// Further names, as silu, which is swish: quick_gelu is swish at alpha 1.702, thresholded_relu is threshold with beta
// 0.
template <class T>
simdact_status quick_gelu(const T* x, T* y, std::size_t n, accuracy a = accuracy::high) {
  return swish(x, y, n, quick_gelu_params, a);
}
template <class X, class Y>
auto quick_gelu(const X& x, Y&& y, accuracy a = accuracy::high) -> decltype(swish(x, y, a)) {
  return swish(x, y, quick_gelu_params, a);
}
template <class T>
simdact_status quick_gelu_backward(const T* x, const T* dy, T* dx, std::size_t n, accuracy a = accuracy::high) {
  return swish_backward(x, dy, dx, n, quick_gelu_params, a);
}
template <class X, class DY, class DX>
auto quick_gelu_backward(const X& x, const DY& dy, DX&& dx, accuracy a = accuracy::high)
    -> decltype(swish_backward(x, dy, dx, a)) {
  return swish_backward(x, dy, dx, quick_gelu_params, a);
}
template <class T>
simdact_status thresholded_relu(const T* x, T* y, std::size_t n, double alpha = 1, accuracy a = accuracy::high) {
  return threshold(x, y, n, thresholded_relu_params(alpha), a);
}
template <class X, class Y>
auto thresholded_relu(const X& x, Y&& y, double alpha = 1, accuracy a = accuracy::high)
    -> decltype(threshold(x, y, a)) {
  return threshold(x, y, thresholded_relu_params(alpha), a);
}
template <class T>
simdact_status thresholded_relu_backward(const T* x, const T* dy, T* dx, std::size_t n, double alpha = 1,
                                         accuracy a = accuracy::high) {
  return threshold_backward(x, dy, dx, n, thresholded_relu_params(alpha), a);
}
template <class X, class DY, class DX>
auto thresholded_relu_backward(const X& x, const DY& dy, DX&& dx, double alpha = 1, accuracy a = accuracy::high)
    -> decltype(threshold_backward(x, dy, dx, a)) {
  return threshold_backward(x, dy, dx, thresholded_relu_params(alpha), a);
}

}  // namespace SIMDACT_ERRORS
}  // namespace simdact

#endif  // C++17
