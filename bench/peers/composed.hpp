// SPDX-License-Identifier: MIT
// Functions that a library of elementary functions lacks, as its users write them; and its own, named alike. M::V is a
// vector or a float, M::exp and so on the library's functions.
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
    static V f(V x) { return expression; } \
  };
BENCH_COMPOSED(sigmoid, 1.0f / (1.0f + M::exp(-x)))
BENCH_COMPOSED(swish, x / (1.0f + M::exp(-x)))
BENCH_COMPOSED(elu, x > 0.0f ? x : M::expm1(x))
BENCH_COMPOSED(selu, 1.05070099f * (x > 0.0f ? x : 1.67326324f * M::expm1(x)))
BENCH_COMPOSED(softplus, (x > 0.0f ? x : V{}) + M::log1p(M::exp(x > 0.0f ? -x : x)))
BENCH_COMPOSED(log_sigmoid, (x < 0.0f ? x : V{}) - M::log1p(M::exp(x > 0.0f ? -x : x)))
BENCH_COMPOSED(mish, x* M::tanh((x > 0.0f ? x : V{}) + M::log1p(M::exp(x > 0.0f ? -x : x))))
BENCH_COMPOSED(gelu, 0.5f * x * (1.0f + M::erf(x * 0.707106781f)))
BENCH_COMPOSED(gelu_tanh, 0.5f * x * (1.0f + M::tanh(0.797884561f * (x + 0.044715f * x * x * x))))
BENCH_COMPOSED(tanh_shrink, x - M::tanh(x))
BENCH_COMPOSED(softcap, 30.0f * M::tanh(x / 30.0f))
#undef BENCH_COMPOSED

// Their derivatives by the formulas of textbooks, as users write them.
namespace derivative {

// The last argument is the value, those before it come first.
#define BENCH_DERIVATIVE(name, before, value) \
  template <class M>                          \
  struct name {                               \
    using V = typename M::V;                  \
    static V f(V x) {                         \
      before;                                 \
      return value;                           \
    }                                         \
  };
BENCH_DERIVATIVE(exp, , M::exp(x))
BENCH_DERIVATIVE(erf, , 1.12837917f * M::exp(-x * x))
BENCH_DERIVATIVE(tanh, const V t = M::tanh(x), 1.0f - t * t)
BENCH_DERIVATIVE(sigmoid, const V s = 1.0f / (1.0f + M::exp(-x)), s*(1.0f - s))
BENCH_DERIVATIVE(swish, const V s = 1.0f / (1.0f + M::exp(-x)), s*(1.0f + x * (1.0f - s)))
BENCH_DERIVATIVE(elu, const V one = V{} + 1.0f, x > 0.0f ? one : M::exp(x))
BENCH_DERIVATIVE(selu, const V one = V{} + 1.0f, 1.05070099f * (x > 0.0f ? one : 1.67326324f * M::exp(x)))
BENCH_DERIVATIVE(softplus, , 1.0f / (1.0f + M::exp(-x)))
BENCH_DERIVATIVE(log_sigmoid, , 1.0f / (1.0f + M::exp(x)))
BENCH_DERIVATIVE(mish, const V s = 1.0f / (1.0f + M::exp(-x));
                 const V t = M::tanh(bench::softplus<M>::f(x)), t + x * (1.0f - t * t) * s)
BENCH_DERIVATIVE(gelu, , 0.5f * (1.0f + M::erf(x * 0.707106781f)) + x * 0.398942280f * M::exp(-0.5f * x * x))
BENCH_DERIVATIVE(gelu_tanh, const V t = M::tanh(0.797884561f * (x + 0.044715f * x * x * x)),
                 0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * 0.797884561f * (1.0f + 0.134145f * x * x))
BENCH_DERIVATIVE(tanh_shrink, const V t = M::tanh(x), t* t)
BENCH_DERIVATIVE(softcap, const V t = M::tanh(x / 30.0f), 1.0f - t * t)
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

}  // namespace
}  // namespace bench
