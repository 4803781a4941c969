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

// A library's rows. celu at its default is elu.
#define BENCH_EXP_ROWS(M, variant)                                                       \
  {"exp", variant, false, &run<M, exp>}, {"sigmoid", variant, true, &run<M, sigmoid>}, { \
    "swish", variant, true, &run<M, swish>                                               \
  }
#define BENCH_EXPM1_ROWS(M, variant)                                               \
  {"expm1", variant, false, &run<M, expm1>}, {"elu", variant, true, &run<M, elu>}, \
      {"celu", variant, true, &run<M, elu>}, {                                     \
    "selu", variant, true, &run<M, selu>                                           \
  }
#define BENCH_LOG1P_ROWS(M, variant)                                                           \
  {"log1p", variant, false, &run<M, log1p>}, {"softplus", variant, true, &run<M, softplus>}, { \
    "log_sigmoid", variant, true, &run<M, log_sigmoid>                                         \
  }
#define BENCH_ERF_ROWS(M, variant) \
  {"erf", variant, false, &run<M, erf>}, { "gelu", variant, true, &run<M, gelu> }
#define BENCH_TANH_ROWS(M, variant)                                                          \
  {"tanh", variant, false, &run<M, tanh>}, {"gelu_tanh", variant, true, &run<M, gelu_tanh>}, \
      {"tanh_shrink", variant, true, &run<M, tanh_shrink>}, {                                \
    "softcap", variant, true, &run<M, softcap>                                               \
  }
#define BENCH_MISH_ROWS(M, variant) \
  { "mish", variant, true, &run<M, mish> }

}  // namespace
}  // namespace bench
