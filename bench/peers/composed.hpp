// SPDX-License-Identifier: MIT
// Functions that a library of elementary functions lacks, as its users write them; and its own, named alike. M::V is a
// vector of M::T, float or double, or M::T itself, M::exp and so on the library's functions.
#pragma once

#include "vector_loop.hpp"

namespace bench {
namespace {

#define BENCH_OWN(name)                                            \
  template <class M>                                               \
  struct name {                                                    \
    static typename M::V f(typename M::V x) { return M::name(x); } \
  };
BENCH_OWN(exp)
BENCH_OWN(expm1)
BENCH_OWN(log1p)
BENCH_OWN(erf)
BENCH_OWN(tanh)
#undef BENCH_OWN

#define BENCH_COMPOSED(name, expression)   \
  template <class M>                       \
  struct name {                            \
    using V = typename M::V;               \
    using T = typename M::T;               \
    static V f(V x) { return expression; } \
  };
BENCH_COMPOSED(sigmoid, T(1) / (T(1) + M::exp(-x)))
BENCH_COMPOSED(swish, x / (T(1) + M::exp(-x)))
BENCH_COMPOSED(elu, x > T(0) ? x : M::expm1(x))
BENCH_COMPOSED(selu, T(1.0507009873554805) * (x > T(0) ? x : T(1.6732632423543772) * M::expm1(x)))
BENCH_COMPOSED(softplus, (x > T(0) ? x : V{}) + M::log1p(M::exp(x > T(0) ? -x : x)))
BENCH_COMPOSED(log_sigmoid, (x < T(0) ? x : V{}) - M::log1p(M::exp(x > T(0) ? -x : x)))
BENCH_COMPOSED(mish, x* M::tanh((x > T(0) ? x : V{}) + M::log1p(M::exp(x > T(0) ? -x : x))))
BENCH_COMPOSED(gelu, T(0.5) * x * (T(1) + M::erf(x * T(0.7071067811865476))))
BENCH_COMPOSED(gelu_tanh, T(0.5) * x * (T(1) + M::tanh(T(0.7978845608028654) * (x + T(0.044715) * x * x * x))))
BENCH_COMPOSED(tanh_shrink, x - M::tanh(x))
BENCH_COMPOSED(softcap, T(30) * M::tanh(x / T(30)))
#undef BENCH_COMPOSED

// Their derivatives by the formulas of textbooks, as users write them.
namespace derivative {

// The last argument is the value, those before it come first.
#define BENCH_DERIVATIVE(name, before, value) \
  template <class M>                          \
  struct name {                               \
    using V = typename M::V;                  \
    using T = typename M::T;                  \
    static V f(V x) {                         \
      before;                                 \
      return value;                           \
    }                                         \
  };
BENCH_DERIVATIVE(exp, , M::exp(x))
BENCH_DERIVATIVE(erf, , T(1.1283791670955126) * M::exp(-x * x))
BENCH_DERIVATIVE(tanh, const V t = M::tanh(x), T(1) - t * t)
BENCH_DERIVATIVE(sigmoid, const V s = T(1) / (T(1) + M::exp(-x)), s*(T(1) - s))
BENCH_DERIVATIVE(swish, const V s = T(1) / (T(1) + M::exp(-x)), s*(T(1) + x * (T(1) - s)))
BENCH_DERIVATIVE(elu, const V one = V{} + T(1), x > T(0) ? one : M::exp(x))
BENCH_DERIVATIVE(selu, const V one = V{} + T(1),
                 T(1.0507009873554805) * (x > T(0) ? one : T(1.6732632423543772) * M::exp(x)))
BENCH_DERIVATIVE(softplus, , T(1) / (T(1) + M::exp(-x)))
BENCH_DERIVATIVE(log_sigmoid, , T(1) / (T(1) + M::exp(x)))
BENCH_DERIVATIVE(mish, const V s = T(1) / (T(1) + M::exp(-x));
                 const V t = M::tanh(bench::softplus<M>::f(x)), t + x * (T(1) - t * t) * s)
BENCH_DERIVATIVE(gelu, ,
                 T(0.5) * (T(1) + M::erf(x * T(0.7071067811865476))) +
                     x * T(0.3989422804014327) * M::exp(-T(0.5) * x * x))
BENCH_DERIVATIVE(gelu_tanh, const V t = M::tanh(T(0.7978845608028654) * (x + T(0.044715) * x * x * x)),
                 T(0.5) * (T(1) + t) +
                     T(0.5) * x * (T(1) - t * t) * T(0.7978845608028654) * (T(1) + T(0.134145) * x * x))
BENCH_DERIVATIVE(tanh_shrink, const V t = M::tanh(x), t* t)
BENCH_DERIVATIVE(softcap, const V t = M::tanh(x / T(30)), T(1) - t * t)
#undef BENCH_DERIVATIVE

}  // namespace derivative

// A library's rows, by the functions of it that they need. celu at its default is elu.
#define BENCH_OWN_ROW(M, variant, name) \
  { #name, variant, false, &run < M, name> }
#define BENCH_COMPOSED_ROW(M, variant, name) \
  { #name, variant, true, &run < M, name> }
#define BENCH_BACKWARD_ROW(M, variant, name, same) \
  backward_row(#name, variant, true, &run_backward<M, derivative::same>)
#define BENCH_EXP_ROWS(M, variant)                                                                                \
  BENCH_OWN_ROW(M, variant, exp), BENCH_COMPOSED_ROW(M, variant, sigmoid), BENCH_COMPOSED_ROW(M, variant, swish), \
      BENCH_BACKWARD_ROW(M, variant, exp, exp), BENCH_BACKWARD_ROW(M, variant, expm1, exp),                       \
      BENCH_BACKWARD_ROW(M, variant, erf, erf), BENCH_BACKWARD_ROW(M, variant, sigmoid, sigmoid),                 \
      BENCH_BACKWARD_ROW(M, variant, swish, swish), BENCH_BACKWARD_ROW(M, variant, elu, elu),                     \
      BENCH_BACKWARD_ROW(M, variant, celu, elu), BENCH_BACKWARD_ROW(M, variant, selu, selu),                      \
      BENCH_BACKWARD_ROW(M, variant, softplus, softplus), BENCH_BACKWARD_ROW(M, variant, log_sigmoid, log_sigmoid)
#define BENCH_EXPM1_ROWS(M, variant)                                                                            \
  BENCH_OWN_ROW(M, variant, expm1), BENCH_COMPOSED_ROW(M, variant, elu), {"celu", variant, true, &run<M, elu>}, \
      BENCH_COMPOSED_ROW(M, variant, selu)
#define BENCH_LOG1P_ROWS(M, variant)                                          \
  BENCH_OWN_ROW(M, variant, log1p), BENCH_COMPOSED_ROW(M, variant, softplus), \
      BENCH_COMPOSED_ROW(M, variant, log_sigmoid)
#define BENCH_ERF_ROWS(M, variant) \
  BENCH_OWN_ROW(M, variant, erf), BENCH_COMPOSED_ROW(M, variant, gelu), BENCH_BACKWARD_ROW(M, variant, gelu, gelu)
#define BENCH_TANH_ROWS(M, variant)                                                                     \
  BENCH_OWN_ROW(M, variant, tanh), BENCH_COMPOSED_ROW(M, variant, gelu_tanh),                           \
      BENCH_COMPOSED_ROW(M, variant, tanh_shrink), BENCH_COMPOSED_ROW(M, variant, softcap),             \
      BENCH_BACKWARD_ROW(M, variant, tanh, tanh), BENCH_BACKWARD_ROW(M, variant, gelu_tanh, gelu_tanh), \
      BENCH_BACKWARD_ROW(M, variant, tanh_shrink, tanh_shrink), BENCH_BACKWARD_ROW(M, variant, softcap, softcap)
#define BENCH_MISH_ROWS(M, variant) BENCH_COMPOSED_ROW(M, variant, mish), BENCH_BACKWARD_ROW(M, variant, mish, mish)
#define BENCH_ALL_ROWS(M, variant)                                                                                    \
  BENCH_EXP_ROWS(M, variant), BENCH_EXPM1_ROWS(M, variant), BENCH_LOG1P_ROWS(M, variant), BENCH_ERF_ROWS(M, variant), \
      BENCH_TANH_ROWS(M, variant), BENCH_MISH_ROWS(M, variant)

}  // namespace
}  // namespace bench
