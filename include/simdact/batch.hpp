// SPDX-License-Identifier: MIT
// simdact in registers: every function and its derivative on xsimd::batch<float, A>, and those that have kernels of f64
// on xsimd::batch<double, A>, with the same bits as the array functions.
//
//   xsimd::batch<float> y = simdact::gelu(x);
//   xsimd::batch<float> y = simdact::leaky_relu(x, simdact::params{0.2});
//   xsimd::batch<float> y = simdact::gelu<simdact::accuracy::fast>(x);         also exact, relaxed; high is the default
//   xsimd::batch<float> d = simdact::gelu_derivative(x);
//
// Parameters are not checked: they must be such as simdact_forward accepts.
//
// One function alone: #include <simdact/op/gelu.hpp>. Needs a target with FMA (AVX2 + FMA, AVX-512 or AArch64) and
// -ffp-contract=off, which the CMake target simdact::batch carries: a compiler that contracts a * b + c by itself
// changes the bits.
#pragma once

#if __cplusplus < 201703L
#error "batch.hpp needs C++17"
#else

#include "simdact/op/celu.hpp"
#include "simdact/op/elu.hpp"
#include "simdact/op/erf.hpp"
#include "simdact/op/exp.hpp"
#include "simdact/op/expm1.hpp"
#include "simdact/op/gelu.hpp"
#include "simdact/op/gelu_tanh.hpp"
#include "simdact/op/hard_shrink.hpp"
#include "simdact/op/hard_sigmoid.hpp"
#include "simdact/op/hard_swish.hpp"
#include "simdact/op/hard_tanh.hpp"
#include "simdact/op/leaky_relu.hpp"
#include "simdact/op/log1p.hpp"
#include "simdact/op/log_sigmoid.hpp"
#include "simdact/op/mish.hpp"
#include "simdact/op/relu.hpp"
#include "simdact/op/relu6.hpp"
#include "simdact/op/selu.hpp"
#include "simdact/op/sigmoid.hpp"
#include "simdact/op/soft_shrink.hpp"
#include "simdact/op/softcap.hpp"
#include "simdact/op/softplus.hpp"
#include "simdact/op/softsign.hpp"
#include "simdact/op/squared_relu.hpp"
#include "simdact/op/swish.hpp"
#include "simdact/op/tanh.hpp"
#include "simdact/op/tanh_shrink.hpp"
#include "simdact/op/threshold.hpp"

SIMDACT_NAMESPACE_BEGIN

// Further names: silu is swish, quick_gelu is swish at alpha 1.702, thresholded_relu is threshold with beta 0.
template <accuracy asked = accuracy::high, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> silu(const xsimd::batch<T, A>& x) {
  return swish<asked>(x);
}
template <accuracy asked = accuracy::high, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> silu_derivative(const xsimd::batch<T, A>& x) {
  return swish_derivative<asked>(x);
}
template <accuracy asked = accuracy::high, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> quick_gelu(const xsimd::batch<T, A>& x) {
  return swish<asked>(x, quick_gelu_params);
}
template <accuracy asked = accuracy::high, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> quick_gelu_derivative(const xsimd::batch<T, A>& x) {
  return swish_derivative<asked>(x, quick_gelu_params);
}
template <accuracy asked = accuracy::high, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> thresholded_relu(const xsimd::batch<T, A>& x, double alpha = 1) {
  return threshold<asked>(x, thresholded_relu_params(alpha));
}
template <accuracy asked = accuracy::high, class T, class A>
SIMDACT_INLINE xsimd::batch<T, A> thresholded_relu_derivative(const xsimd::batch<T, A>& x, double alpha = 1) {
  return threshold_derivative<asked>(x, thresholded_relu_params(alpha));
}

SIMDACT_NAMESPACE_END

#endif  // C++17
