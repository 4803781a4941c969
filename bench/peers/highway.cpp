// SPDX-License-Identifier: MIT
// The functions of Highway's contrib/math, for the one target this file is compiled for.
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include "composed.hpp"

namespace bench {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// composed.hpp works on the compiler's vectors; `raw` is the member of Highway's.
struct highway {
  using D = hn::ScalableTag<float>;
  using V = decltype(hn::Zero(D()).raw);
  static V exp(V x) { return hn::Exp(D(), hn::Vec<D>{x}).raw; }
  static V expm1(V x) { return hn::Expm1(D(), hn::Vec<D>{x}).raw; }
  static V log1p(V x) { return hn::Log1p(D(), hn::Vec<D>{x}).raw; }
  static V tanh(V x) { return hn::Tanh(D(), hn::Vec<D>{x}).raw; }
};

constexpr peer_kernel kernels[] = {BENCH_EXP_ROWS(highway, ""), BENCH_EXPM1_ROWS(highway, ""),
                                   BENCH_LOG1P_ROWS(highway, ""), BENCH_TANH_ROWS(highway, ""),
                                   BENCH_MISH_ROWS(highway, "")};

bool has_bmi2() { return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2"); }

constexpr peer make() {
  peer p = make_peer("highway", BENCH_TEXT(HWY_MAJOR) "." BENCH_TEXT(HWY_MINOR) "." BENCH_TEXT(HWY_PATCH), kernels);
  p.usable = &has_bmi2;
  return p;
}

}  // namespace

extern const peer BENCH_PEER = make();

}  // namespace bench
