// SPDX-License-Identifier: MIT
// The part of simdact.hpp for rows and joins:
//
//   simdact::softmax(x, y, rows, cols);                                     log_softmax likewise
//   simdact::softmax(x, y, rows, cols, simdact::softmax_params<float>{0.125, mask});
//   simdact::swiglu(gate, up, y, rows, cols);                               geglu, reglu, glu; gated for every op
//   simdact::bias(SIMDACT_GELU, x, b, y, outer, channels);                  prelu, maxout
//   simdact::softmax_backward(y, dy, dx, rows, cols);
//   simdact::swiglu_backward(gate, up, dy, dgate, dup, rows, cols);         the others' likewise, as in simdact.h
//
// An argument of rows x cols or outer x channels x inner elements is a pointer, a contiguous container, array or span
// of that many, or, where there are rows, simdact::rows_of{pointer, stride}. dbias and dslope may be nullptr, where
// they are not wanted. Errors as in simdact.hpp.
#pragma once

#include "simdact/element.hpp"
#include "simdact/errors.hpp"

namespace simdact {

inline namespace SIMDACT_ERRORS {

template <class T>
struct rows_of {
  T* data;
  std::size_t stride;  // in elements, from row to row
};
template <class T>
rows_of(T*, std::size_t) -> rows_of<T>;

// See simdact_softmax_params.
template <class T>
struct softmax_params {
  double scale = 1;
  const T* mask = nullptr;
  std::size_t mask_stride = 0;
  bool empty_is_zero = false;
};

namespace detail {

// A pointer and a stride; ok where there are as many elements as there must be.
template <class T>
struct elements {
  using type = std::remove_const_t<T>;
  static constexpr simdact_dtype dtype = dtype_of<type>::value;
  T* p;
  std::size_t stride;
  bool ok;
};

inline bool is_product(std::size_t n, std::size_t a, std::size_t b, std::size_t c = 1) {
  if (a == 0 || b == 0 || c == 0) return n == 0;
  return n % a == 0 && n / a % b == 0 && n / a / b == c;
}

// A pointer by reference, since an array would decay into one.
template <class T>
elements<T> elements_of(T* const& p, std::size_t, std::size_t cols, std::size_t = 1) {
  return {p, cols, true};
}
template <class T>
elements<T> elements_of(const rows_of<T>& r, std::size_t, std::size_t) {
  return {r.data, r.stride, true};
}
template <class C>
elements<element_t<C>> elements_of(C& c, std::size_t a, std::size_t cols, std::size_t b = 1) {
  return {std::data(c), cols, is_product(std::size(c), a, cols, b)};
}

// Of an array that is not wanted.
struct no_elements {
  using type = void;
  static constexpr std::nullptr_t p = nullptr;
  static constexpr bool ok = true;
};
inline no_elements elements_of(std::nullptr_t, std::size_t, std::size_t) { return {}; }

template <class First, class E>
constexpr bool may_join = std::is_same_v<typename First::type, typename E::type> || std::is_same_v<no_elements, E>;
template <class First, class... Rest>
constexpr bool same_elements = (may_join<First, Rest> && ...);

// f() where the arguments are of one type and have the right sizes.
template <class F, class... E>
simdact_status call(const char* name, const F& f, const E&... e) {
  static_assert(same_elements<E...>, "simdact: the arguments have elements of different types");
  return checked((e.ok && ...) ? f() : SIMDACT_INVALID_ARGUMENT, name);
}

template <class X, class Y>
simdact_status softmax(decltype(&simdact_softmax) f, const char* name, X x, Y y, std::size_t rows, std::size_t cols,
                       const softmax_params<typename X::type>& p, accuracy a) {
  const simdact_softmax_params c{p.scale, p.mask, p.mask_stride, p.empty_is_zero ? 1 : 0};
  const auto run = [&] {
    return f(X::dtype, static_cast<simdact_accuracy>(a), &c, x.p, x.stride, y.p, y.stride, rows, cols);
  };
  return call(name, run, x, y);
}
template <class Y, class DY, class DX>
simdact_status softmax_backward(decltype(&simdact_softmax_backward) f, const char* name, Y y, DY dy, DX dx,
                                std::size_t rows, std::size_t cols, double scale) {
  const auto run = [&] { return f(Y::dtype, scale, y.p, y.stride, dy.p, dy.stride, dx.p, dx.stride, rows, cols); };
  return call(name, run, y, dy, dx);
}
template <class G, class U, class Y>
simdact_status gated(const char* name, simdact_op op, const G& gate, const U& up, Y& y, std::size_t rows,
                     std::size_t cols, const params* p, accuracy a) {
  const auto g = elements_of(gate, rows, cols);
  const auto u = elements_of(up, rows, cols);
  const auto out = elements_of(y, rows, cols);
  const auto run = [&] {
    return simdact_gated(op, g.dtype, static_cast<simdact_accuracy>(a), c_params(p).get(), g.p, g.stride, u.p, u.stride,
                         out.p, out.stride, rows, cols);
  };
  return call(name, run, g, u, out);
}
template <class G, class U, class DY, class DG, class DU>
simdact_status gated_backward(const char* name, simdact_op op, const G& gate, const U& up, const DY& dy, DG& dgate,
                              DU& dup, std::size_t rows, std::size_t cols, const params* p, accuracy a) {
  const auto g = elements_of(gate, rows, cols);
  const auto u = elements_of(up, rows, cols);
  const auto d = elements_of(dy, rows, cols);
  const auto dg = elements_of(dgate, rows, cols);
  const auto du = elements_of(dup, rows, cols);
  const auto run = [&] {
    return simdact_gated_backward(op, g.dtype, static_cast<simdact_accuracy>(a), c_params(p).get(), g.p, g.stride, u.p,
                                  u.stride, d.p, d.stride, dg.p, dg.stride, du.p, du.stride, rows, cols);
  };
  return call(name, run, g, u, d, dg, du);
}
template <class X, class B, class Y>
simdact_status bias(simdact_op op, const X& x, const B& b, Y& y, std::size_t outer, std::size_t channels,
                    std::size_t inner, const params* p, accuracy a) {
  const auto in = elements_of(x, outer, channels, inner);
  const auto biases = elements_of(b, 1, channels);
  const auto out = elements_of(y, outer, channels, inner);
  const auto run = [&] {
    return simdact_bias(op, in.dtype, static_cast<simdact_accuracy>(a), c_params(p).get(), in.p, biases.p, out.p, outer,
                        channels, inner);
  };
  return call("bias", run, in, biases, out);
}
template <class X, class B, class DY, class DX, class DB>
simdact_status bias_backward(simdact_op op, const X& x, const B& b, const DY& dy, DX& dx, DB& dbias, std::size_t outer,
                             std::size_t channels, std::size_t inner, const params* p, accuracy a) {
  const auto in = elements_of(x, outer, channels, inner);
  const auto d = elements_of(dy, outer, channels, inner);
  const auto out = elements_of(dx, outer, channels, inner);
  const auto biases = elements_of(b, 1, channels);
  const auto sums = elements_of(dbias, 1, channels);
  const auto run = [&] {
    return simdact_bias_backward(op, in.dtype, static_cast<simdact_accuracy>(a), c_params(p).get(), in.p, biases.p, d.p,
                                 out.p, sums.p, outer, channels, inner);
  };
  return call("bias_backward", run, in, d, out, biases, sums);
}

}  // namespace detail

#define SIMDACT_ROWS(name)                                                                                             \
  template <class X, class Y>                                                                                          \
  simdact_status name(const X& x, Y&& y, std::size_t rows, std::size_t cols, accuracy a = accuracy::high) {            \
    const auto in = detail::elements_of(x, rows, cols);                                                                \
    return detail::softmax(&simdact_##name, #name, in, detail::elements_of(y, rows, cols), rows, cols, {}, a);         \
  }                                                                                                                    \
  template <class X, class Y, class T>                                                                                 \
  simdact_status name(const X& x, Y&& y, std::size_t rows, std::size_t cols, const softmax_params<T>& p,               \
                      accuracy a = accuracy::high) {                                                                   \
    const auto in = detail::elements_of(x, rows, cols);                                                                \
    return detail::softmax(&simdact_##name, #name, in, detail::elements_of(y, rows, cols), rows, cols, p, a);          \
  }                                                                                                                    \
  template <class Y, class DY, class DX>                                                                               \
  simdact_status name##_backward(const Y& y, const DY& dy, DX&& dx, std::size_t rows, std::size_t cols,                \
                                 double scale = 1) {                                                                   \
    return detail::softmax_backward(&simdact_##name##_backward, #name "_backward", detail::elements_of(y, rows, cols), \
                                    detail::elements_of(dy, rows, cols), detail::elements_of(dx, rows, cols), rows,    \
                                    cols, scale);                                                                      \
  }
SIMDACT_ROWS(softmax)
SIMDACT_ROWS(log_softmax)
#undef SIMDACT_ROWS

// y = f(gate) up; gated_backward as in simdact.h.
template <class G, class U, class Y>
simdact_status gated(simdact_op op, const G& gate, const U& up, Y&& y, std::size_t rows, std::size_t cols,
                     accuracy a = accuracy::high) {
  return detail::gated("gated", op, gate, up, y, rows, cols, nullptr, a);
}
template <class G, class U, class Y>
simdact_status gated(simdact_op op, const G& gate, const U& up, Y&& y, std::size_t rows, std::size_t cols,
                     const params& p, accuracy a = accuracy::high) {
  return detail::gated("gated", op, gate, up, y, rows, cols, &p, a);
}
template <class G, class U, class DY, class DG, class DU>
simdact_status gated_backward(simdact_op op, const G& gate, const U& up, const DY& dy, DG&& dgate, DU&& dup,
                              std::size_t rows, std::size_t cols, accuracy a = accuracy::high) {
  return detail::gated_backward("gated_backward", op, gate, up, dy, dgate, dup, rows, cols, nullptr, a);
}
template <class G, class U, class DY, class DG, class DU>
simdact_status gated_backward(simdact_op op, const G& gate, const U& up, const DY& dy, DG&& dgate, DU&& dup,
                              std::size_t rows, std::size_t cols, const params& p, accuracy a = accuracy::high) {
  return detail::gated_backward("gated_backward", op, gate, up, dy, dgate, dup, rows, cols, &p, a);
}
#define SIMDACT_GATE(name, OP)                                                                                     \
  template <class G, class U, class Y>                                                                             \
  simdact_status name(const G& gate, const U& up, Y&& y, std::size_t rows, std::size_t cols,                       \
                      accuracy a = accuracy::high) {                                                               \
    return detail::gated(#name, OP, gate, up, y, rows, cols, nullptr, a);                                          \
  }                                                                                                                \
  template <class G, class U, class DY, class DG, class DU>                                                        \
  simdact_status name##_backward(const G& gate, const U& up, const DY& dy, DG&& dgate, DU&& dup, std::size_t rows, \
                                 std::size_t cols, accuracy a = accuracy::high) {                                  \
    return detail::gated_backward(#name "_backward", OP, gate, up, dy, dgate, dup, rows, cols, nullptr, a);        \
  }
SIMDACT_GATE(swiglu, SIMDACT_SWISH)
SIMDACT_GATE(geglu, SIMDACT_GELU)
SIMDACT_GATE(reglu, SIMDACT_RELU)
SIMDACT_GATE(glu, SIMDACT_SIGMOID)
#undef SIMDACT_GATE

// y = f(x + b) by channel; inner is 1 where the channels are the columns.
template <class X, class B, class Y>
simdact_status bias(simdact_op op, const X& x, const B& b, Y&& y, std::size_t outer, std::size_t channels,
                    std::size_t inner = 1, accuracy a = accuracy::high) {
  return detail::bias(op, x, b, y, outer, channels, inner, nullptr, a);
}
template <class X, class B, class Y>
simdact_status bias(simdact_op op, const X& x, const B& b, Y&& y, std::size_t outer, std::size_t channels,
                    std::size_t inner, const params& p, accuracy a = accuracy::high) {
  return detail::bias(op, x, b, y, outer, channels, inner, &p, a);
}
template <class X, class B, class DY, class DX, class DB>
simdact_status bias_backward(simdact_op op, const X& x, const B& b, const DY& dy, DX&& dx, DB&& dbias,
                             std::size_t outer, std::size_t channels, std::size_t inner = 1,
                             accuracy a = accuracy::high) {
  return detail::bias_backward(op, x, b, dy, dx, dbias, outer, channels, inner, nullptr, a);
}
template <class X, class B, class DY, class DX, class DB>
simdact_status bias_backward(simdact_op op, const X& x, const B& b, const DY& dy, DX&& dx, DB&& dbias,
                             std::size_t outer, std::size_t channels, std::size_t inner, const params& p,
                             accuracy a = accuracy::high) {
  return detail::bias_backward(op, x, b, dy, dx, dbias, outer, channels, inner, &p, a);
}

template <class X, class S, class Y>
simdact_status prelu(const X& x, const S& slope, Y&& y, std::size_t outer, std::size_t channels,
                     std::size_t inner = 1) {
  const auto in = detail::elements_of(x, outer, channels, inner);
  const auto slopes = detail::elements_of(slope, 1, channels);
  const auto out = detail::elements_of(y, outer, channels, inner);
  const auto run = [&] { return simdact_prelu(in.dtype, in.p, slopes.p, out.p, outer, channels, inner); };
  return detail::call("prelu", run, in, slopes, out);
}
template <class X, class S, class DY, class DX, class DS>
simdact_status prelu_backward(const X& x, const S& slope, const DY& dy, DX&& dx, DS&& dslope, std::size_t outer,
                              std::size_t channels, std::size_t inner = 1) {
  const auto in = detail::elements_of(x, outer, channels, inner);
  const auto d = detail::elements_of(dy, outer, channels, inner);
  const auto out = detail::elements_of(dx, outer, channels, inner);
  const auto slopes = detail::elements_of(slope, 1, channels);
  const auto sums = detail::elements_of(dslope, 1, channels);
  const auto run = [&] {
    return simdact_prelu_backward(in.dtype, in.p, slopes.p, d.p, out.p, sums.p, outer, channels, inner);
  };
  return detail::call("prelu_backward", run, in, d, out, slopes, sums);
}

// The largest of the pieces; x is outer x pieces x inner.
template <class X, class Y>
simdact_status maxout(const X& x, Y&& y, std::size_t outer, std::size_t pieces, std::size_t inner = 1) {
  const auto in = detail::elements_of(x, outer, pieces, inner);
  const auto out = detail::elements_of(y, outer, 1, inner);
  const auto run = [&] { return simdact_maxout(in.dtype, in.p, out.p, outer, pieces, inner); };
  return detail::call("maxout", run, in, out);
}
template <class X, class DY, class DX>
simdact_status maxout_backward(const X& x, const DY& dy, DX&& dx, std::size_t outer, std::size_t pieces,
                               std::size_t inner = 1) {
  const auto in = detail::elements_of(x, outer, pieces, inner);
  const auto out = detail::elements_of(dx, outer, pieces, inner);
  const auto d = detail::elements_of(dy, outer, 1, inner);
  const auto run = [&] { return simdact_maxout_backward(in.dtype, in.p, d.p, out.p, outer, pieces, inner); };
  return detail::call("maxout_backward", run, in, d, out);
}

}  // namespace SIMDACT_ERRORS
}  // namespace simdact
