// SPDX-License-Identifier: MIT
// Eigen's array expressions. The namespace is renamed per instruction set, so that the linker keeps their templates
// apart.
#if defined(__AVX512F__)
#define Eigen bench_eigen_avx512
#elif defined(__AVX2__)
#define Eigen bench_eigen_avx2
#endif
#define EIGEN_DONT_PARALLELIZE
#include <Eigen/Core>
#include <unsupported/Eigen/SpecialFunctions>

#include "peer.hpp"

namespace bench {
namespace {

using array = Eigen::Array<float, Eigen::Dynamic, 1>;
using input = Eigen::Map<const array>;

template <class F>
void run(const simdact_params*, const void* from, void* to, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  const input x(static_cast<const float*>(from), size);
  Eigen::Map<array>(static_cast<float*>(to), size) = F::f(x);
}

#define BENCH_ARRAY(name, expression)                    \
  struct name {                                          \
    static auto f(const input& x) { return expression; } \
  };
BENCH_ARRAY(exp, x.exp())
BENCH_ARRAY(expm1, x.expm1())
BENCH_ARRAY(log1p, x.log1p())
BENCH_ARRAY(erf, x.erf())
BENCH_ARRAY(tanh, x.tanh())
BENCH_ARRAY(sigmoid, x.logistic())
BENCH_ARRAY(swish, x* x.logistic())
BENCH_ARRAY(gelu, 0.5f * x * (1.0f + (x * 0.707106781f).erf()))
BENCH_ARRAY(gelu_tanh, 0.5f * x * (1.0f + (0.797884561f * (x + 0.044715f * x * x * x)).tanh()))
BENCH_ARRAY(tanh_shrink, x - x.tanh())
BENCH_ARRAY(softcap, 30.0f * (x / 30.0f).tanh())
#undef BENCH_ARRAY

#define BENCH_ROW(name, composed) \
  { #name, "", composed, &run < name> }
constexpr peer_kernel kernels[] = {BENCH_ROW(exp, false),        BENCH_ROW(expm1, false), BENCH_ROW(log1p, false),
                                   BENCH_ROW(erf, false),        BENCH_ROW(tanh, false),  BENCH_ROW(sigmoid, false),
                                   BENCH_ROW(swish, true),       BENCH_ROW(gelu, true),   BENCH_ROW(gelu_tanh, true),
                                   BENCH_ROW(tanh_shrink, true), BENCH_ROW(softcap, true)};
#undef BENCH_ROW

}  // namespace

#if EIGEN_MAJOR_VERSION >= 5  // since when the first of the four numbers stays 3 and is not told
#define BENCH_EIGEN_VERSION \
  BENCH_TEXT(EIGEN_MAJOR_VERSION) "." BENCH_TEXT(EIGEN_MINOR_VERSION) "." BENCH_TEXT(EIGEN_PATCH_VERSION)
#else
#define BENCH_EIGEN_VERSION \
  BENCH_TEXT(EIGEN_WORLD_VERSION) "." BENCH_TEXT(EIGEN_MAJOR_VERSION) "." BENCH_TEXT(EIGEN_MINOR_VERSION)
#endif

extern const peer BENCH_PEER = make_peer("eigen", BENCH_EIGEN_VERSION, kernels);

}  // namespace bench
