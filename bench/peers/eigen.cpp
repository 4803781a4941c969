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

template <class T>
using array_of = Eigen::Array<T, Eigen::Dynamic, 1>;
template <class T>
using input_of = Eigen::Map<const array_of<T>>;

template <class T, template <class> class F>
void run(const simdact_params*, const void* from, void* to, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  const input_of<T> x(static_cast<const T*>(from), size);
  Eigen::Map<array_of<T>>(static_cast<T*>(to), size) = F<T>::f(x);
}

#define BENCH_ARRAY(name, expression)                          \
  template <class T>                                           \
  struct name {                                                \
    static auto f(const input_of<T>& x) { return expression; } \
  };
BENCH_ARRAY(exp, x.exp())
BENCH_ARRAY(expm1, x.expm1())
BENCH_ARRAY(log1p, x.log1p())
BENCH_ARRAY(erf, x.erf())
BENCH_ARRAY(tanh, x.tanh())
BENCH_ARRAY(sigmoid, x.logistic())
BENCH_ARRAY(swish, x* x.logistic())
BENCH_ARRAY(gelu, T(0.5) * x * (T(1) + (x * T(0.7071067811865476)).erf()))
BENCH_ARRAY(gelu_tanh, T(0.5) * x * (T(1) + (T(0.7978845608028654) * (x + T(0.044715) * x * x * x)).tanh()))
BENCH_ARRAY(tanh_shrink, x - x.tanh())
BENCH_ARRAY(softcap, T(30) * (x / T(30)).tanh())
#undef BENCH_ARRAY

template <class T, template <class> class F>
void run_backward(const simdact_params*, const void* from, const void* factor, void* to, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  const input_of<T> x(static_cast<const T*>(from), size), dy(static_cast<const T*>(factor), size);
  Eigen::Map<array_of<T>> dx(static_cast<T*>(to), size);
  F<T>::f(dx, dy, x);
}

// The derivatives, a value that is used twice in an array of its own.
namespace derivative {
#define BENCH_ARRAY(name, before, value)                                                \
  template <class T>                                                                    \
  struct name {                                                                         \
    using array = array_of<T>;                                                          \
    static void f(Eigen::Map<array>& dx, const input_of<T>& dy, const input_of<T>& x) { \
      before;                                                                           \
      dx = dy * (value);                                                                \
    }                                                                                   \
  };
BENCH_ARRAY(exp, , x.exp())
BENCH_ARRAY(erf, , T(1.1283791670955126) * (-x.square()).exp())
BENCH_ARRAY(tanh, , T(1) - x.tanh().square())
BENCH_ARRAY(sigmoid, const array s = x.logistic(), s*(T(1) - s))
BENCH_ARRAY(swish, const array s = x.logistic(), s*(T(1) + x * (T(1) - s)))
BENCH_ARRAY(softplus, , x.logistic())
BENCH_ARRAY(log_sigmoid, , (-x).logistic())
BENCH_ARRAY(gelu, ,
            T(0.5) * (T(1) + (x * T(0.7071067811865476)).erf()) +
                x * T(0.3989422804014327) * (-T(0.5) * x.square()).exp())
BENCH_ARRAY(gelu_tanh, const array t = (T(0.7978845608028654) * (x + T(0.044715) * x * x * x)).tanh(),
            T(0.5) * (T(1) + t) +
                T(0.5) * x * (T(1) - t.square()) * T(0.7978845608028654) * (T(1) + T(0.134145) * x.square()))
BENCH_ARRAY(tanh_shrink, , x.tanh().square())
BENCH_ARRAY(softcap, , T(1) - (x / T(30)).tanh().square())
#undef BENCH_ARRAY
}  // namespace derivative

#define BENCH_BACKWARD(name, same) backward_row(#name, "", true, &run_backward<T, derivative::same>)
#define BENCH_ROW(name, composed) \
  { #name, "", composed, &run < T, name> }
template <class T>
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

extern const peer BENCH_PEER = {
    "eigen", BENCH_EIGEN_VERSION, {{SIMDACT_F32, kernels<float>}, {SIMDACT_F64, kernels<double>}}};

}  // namespace bench
