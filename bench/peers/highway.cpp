// SPDX-License-Identifier: MIT
// The functions of Highway's contrib/math, for the one target this file is compiled for.
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include "composed.hpp"

namespace bench {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// composed.hpp works on the compiler's vectors; `raw` is the member of Highway's.
template <class Scalar>
struct highway {
  using T = Scalar;
  using D = hn::ScalableTag<Scalar>;
  using V = decltype(hn::Zero(D()).raw);
  static V exp(V x) { return hn::Exp(D(), hn::Vec<D>{x}).raw; }
  static V expm1(V x) { return hn::Expm1(D(), hn::Vec<D>{x}).raw; }
  static V log1p(V x) { return hn::Log1p(D(), hn::Vec<D>{x}).raw; }
  static V tanh(V x) { return hn::Tanh(D(), hn::Vec<D>{x}).raw; }
};

template <class M>
constexpr peer_kernel kernels[] = {BENCH_EXP_ROWS(M, ""), BENCH_EXPM1_ROWS(M, ""), BENCH_LOG1P_ROWS(M, ""),
                                   BENCH_TANH_ROWS(M, ""), BENCH_MISH_ROWS(M, "")};

bool has_bmi2(simdact_dtype) { return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2"); }

}  // namespace

extern const peer BENCH_PEER = {"highway",
                                BENCH_TEXT(HWY_MAJOR) "." BENCH_TEXT(HWY_MINOR) "." BENCH_TEXT(HWY_PATCH),
                                {{SIMDACT_F32, kernels<highway<float>>}, {SIMDACT_F64, kernels<highway<double>>}},
                                &has_bmi2};

}  // namespace bench
