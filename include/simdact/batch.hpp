// SPDX-License-Identifier: MIT
// simdact in registers: every function on xsimd::batch<float, A>, with the same bits as the array functions.
//
//   xsimd::batch<float> y = simdact::gelu(x);
//   xsimd::batch<float> y = simdact::leaky_relu(x, simdact_params{0.2, 0});
//   xsimd::batch<float> y = simdact::gelu(x, simdact::tier::fast{});        also tier::exact, and tier::high
//
// Needs a target with FMA (AVX2 + FMA, AVX-512 or AArch64) and -ffp-contract=off, which the CMake target simdact::batch
// carries: a compiler that contracts a * b + c by itself changes the bits.
#pragma once

#if __cplusplus < 201703L
#error "batch.hpp needs C++17"
#else

#include "simdact/core/op.hpp"
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
namespace in_register {

// Whether native.hpp has operations for the architecture's registers, which needs FMA.
template <class A>
constexpr bool has_native() {
#if defined(__AVX512F__)
  if (sizeof(native::register_t<float, A>) == 64) return true;
#endif
#if defined(__AVX2__) && defined(__FMA__)
  if (sizeof(native::register_t<float, A>) == 32) return true;
#endif
#if defined(__aarch64__)
  if (sizeof(native::register_t<float, A>) == 16) return true;
#endif
  return false;
}

// The tier whose kernel serves the one asked for, if there is one.
template <class Op, class Tier>
struct has_tier {
  static constexpr const bound* serving = serving_bound<Op>(SIMDACT_F32, Tier::id);
  static constexpr bool value = serving != nullptr;
};
template <class Op, class Tier>
struct serving_tier {
  static_assert(has_tier<Op, Tier>::value, "simdact: this function has no kernel of this accuracy");
  using type = tier::of<has_tier<Op, Tier>::serving->accuracy>;
};

}  // namespace in_register

// name(x[, tier]) at the default parameters and name(x, params[, tier]) at others, which must be valid ones.
#define SIMDACT_OP(id, name)                                                                                           \
  template <class A, class Tier = tier::high>                                                                          \
  SIMDACT_INLINE xsimd::batch<float, A> name(const xsimd::batch<float, A>& x, Tier = {}) {                             \
    static_assert(in_register::has_native<A>(), "simdact: the architecture is not AVX2 with FMA, AVX-512 or AArch64"); \
    return apply<op::name, typename in_register::serving_tier<op::name, Tier>::type>(x);                               \
  }                                                                                                                    \
  template <class A, class Tier = tier::high>                                                                          \
  SIMDACT_INLINE xsimd::batch<float, A> name(const xsimd::batch<float, A>& x, const simdact_params& p, Tier = {}) {    \
    static_assert(in_register::has_native<A>(), "simdact: the architecture is not AVX2 with FMA, AVX-512 or AArch64"); \
    return apply<op::name, typename in_register::serving_tier<op::name, Tier>::type>(x, p);                            \
  }
#include "simdact/ops.def"
#undef SIMDACT_OP

// Further names: silu is swish, quick_gelu is swish at alpha 1.702, thresholded_relu is threshold with beta 0.
template <class A, class Tier = tier::high>
SIMDACT_INLINE xsimd::batch<float, A> silu(const xsimd::batch<float, A>& x, Tier t = {}) {
  return swish(x, t);
}
template <class A, class Tier = tier::high>
SIMDACT_INLINE xsimd::batch<float, A> quick_gelu(const xsimd::batch<float, A>& x, Tier t = {}) {
  return swish(x, simdact_params{1.702, 0}, t);
}
template <class A, class Tier = tier::high>
SIMDACT_INLINE xsimd::batch<float, A> thresholded_relu(const xsimd::batch<float, A>& x, double alpha = 1, Tier t = {}) {
  return threshold(x, simdact_params{alpha, 0}, t);
}

SIMDACT_NAMESPACE_END

#endif  // C++17
