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

template <class F>
void run_backward(const simdact_params*, const void* from, const void* factor, void* to, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  const input x(static_cast<const float*>(from), size), dy(static_cast<const float*>(factor), size);
  Eigen::Map<array> dx(static_cast<float*>(to), size);
  F::f(dx, dy, x);
}

// The derivatives, a value that is used twice in an array of its own.
namespace derivative {
#define BENCH_ARRAY(name, before, value)                                    \
  struct name {                                                             \
    static void f(Eigen::Map<array>& dx, const input& dy, const input& x) { \
      before;                                                               \
      dx = dy * (value);                                                    \
    }                                                                       \
  };
BENCH_ARRAY(exp, , x.exp())
BENCH_ARRAY(erf, , 1.12837917f * (-x.square()).exp())
BENCH_ARRAY(tanh, , 1.0f - x.tanh().square())
BENCH_ARRAY(sigmoid, const array s = x.logistic(), s*(1.0f - s))
BENCH_ARRAY(swish, const array s = x.logistic(), s*(1.0f + x * (1.0f - s)))
BENCH_ARRAY(softplus, , x.logistic())
BENCH_ARRAY(log_sigmoid, , (-x).logistic())
BENCH_ARRAY(gelu, , 0.5f * (1.0f + (x * 0.707106781f).erf()) + x * 0.398942280f * (-0.5f * x.square()).exp())
BENCH_ARRAY(gelu_tanh, const array t = (0.797884561f * (x + 0.044715f * x * x * x)).tanh(),
            0.5f * (1.0f + t) + 0.5f * x * (1.0f - t.square()) * 0.797884561f * (1.0f + 0.134145f * x.square()))
BENCH_ARRAY(tanh_shrink, , x.tanh().square())
BENCH_ARRAY(softcap, , 1.0f - (x / 30.0f).tanh().square())
#undef BENCH_ARRAY
}  // namespace derivative

#define BENCH_BACKWARD(name, same) backward_row(#name, "", true, &run_backward<derivative::same>)
#define BENCH_ROW(name, composed) \
  { #name, "", composed, &run < name> }
constexpr peer_kernel kernels[] = {BENCH_ROW(exp, false),
                                   BENCH_ROW(expm1, false),
                                   BENCH_ROW(log1p, false),
                                   BENCH_ROW(erf, false),
                                   BENCH_ROW(tanh, false),
                                   BENCH_ROW(sigmoid, false),
                                   BENCH_ROW(swish, true),
                                   BENCH_ROW(gelu, true),
                                   BENCH_ROW(gelu_tanh, true),
                                   BENCH_ROW(tanh_shrink, true),
                                   BENCH_ROW(softcap, true),
                                   BENCH_BACKWARD(exp, exp),
                                   BENCH_BACKWARD(expm1, exp),
                                   BENCH_BACKWARD(erf, erf),
                                   BENCH_BACKWARD(tanh, tanh),
                                   BENCH_BACKWARD(sigmoid, sigmoid),
                                   BENCH_BACKWARD(swish, swish),
                                   BENCH_BACKWARD(softplus, softplus),
                                   BENCH_BACKWARD(log_sigmoid, log_sigmoid),
                                   BENCH_BACKWARD(gelu, gelu),
                                   BENCH_BACKWARD(gelu_tanh, gelu_tanh),
                                   BENCH_BACKWARD(tanh_shrink, tanh_shrink),
                                   BENCH_BACKWARD(softcap, softcap)};
#undef BENCH_ROW
#undef BENCH_BACKWARD

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
