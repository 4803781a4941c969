// SPDX-License-Identifier: MIT
// batch.hpp on one architecture, as a consumer compiles it: REGISTERS_ISA and REGISTERS_ARCH on the command line.
// Nothing here but batch templates in internal linkage: the linker must not share code of this instruction set.
#include "simdact/batch.hpp"

#include "registers/registers.hpp"

namespace {

template <class T>
using batch = xsimd::batch<T, REGISTERS_ARCH>;
using simdact::accuracy;
using simdact::direction;

template <class T, class Function>
void map(const Function& f, const T* x, T* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += batch<T>::size) f(batch<T>::load_unaligned(x + i)).store_unaligned(y + i);
}

// f is called with a batch, or with a batch and parameters. False where the op has no kernel of this accuracy.
template <class Op, direction way, accuracy tier, class T, class Function>
bool map_at(const simdact_params* p, const Function& f, const T* x, T* y, std::size_t n) {
  constexpr auto arithmetic = sizeof(T) == 8 ? simdact::arithmetic::f64 : simdact::arithmetic::f32;
  if constexpr (!simdact::is_served<Op, way, arithmetic, tier>) {
    (void)p, (void)f, (void)x, (void)y, (void)n;
    return false;
  } else {
    if (p == nullptr) {
      map([&](const batch<T>& b) { return f(b); }, x, y, n);
    } else {
      map([&](const batch<T>& b) { return f(b, *p); }, x, y, n);
    }
    return true;
  }
}

// A reference to a template cannot be passed on: for each op and accuracy the calls are written out.
template <class T>
bool apply(const registers::call& c, const T* x, T* y, std::size_t n) {
  const bool forward = c.kernel.way == simdact::ulp::direction::forward;
#define CALL(name, op_name, way, tier)     \
  map_at<simdact::op::op_name, way, tier>( \
      c.params, [](const auto&... a) { return simdact::name<tier>(a...); }, x, y, n)
#define CALL_AT(op_name, tier)                               \
  forward ? CALL(op_name, op_name, direction::forward, tier) \
          : CALL(op_name##_derivative, op_name, direction::backward, tier)
  switch (c.kernel.op) {
#define SIMDACT_OP(id, NAME, name)               \
  case id:                                       \
    switch (c.kernel.tier) {                     \
      case SIMDACT_HIGH:                         \
        return CALL_AT(name, accuracy::high);    \
      case SIMDACT_FAST:                         \
        return CALL_AT(name, accuracy::fast);    \
      case SIMDACT_RELAXED:                      \
        return CALL_AT(name, accuracy::relaxed); \
      default:                                   \
        return CALL_AT(name, accuracy::exact);   \
    }
#include "simdact/ops.def"
#undef SIMDACT_OP
    default:
      return false;
  }
}

}  // namespace

bool registers::REGISTERS_ISA(const call& c, const void* x, void* y, std::size_t n) {
  return c.kernel.dtype == SIMDACT_F64 ? apply(c, static_cast<const double*>(x), static_cast<double*>(y), n)
                                       : apply(c, static_cast<const float*>(x), static_cast<float*>(y), n);
}

const char* registers::REGISTERS_ISA() {
  alignas(64) float places[batch<float>::size];
  for (std::size_t i = 0; i < batch<float>::size; ++i) places[i] = 0.4f * static_cast<float>(i) - 2.0f;
  const auto x = batch<float>::load_aligned(places);
  const simdact::params quick{1.702}, at_half{0.5, 0}, at_one{1, 0};
  const auto same = [](const batch<float>& a, const batch<float>& b) { return xsimd::all(a == b); };
  if (!same(simdact::silu(x), simdact::swish(x))) return "silu";
  if (!same(simdact::silu_derivative(x), simdact::swish_derivative(x))) return "silu_derivative";
  if (!same(simdact::quick_gelu(x), simdact::swish(x, quick))) return "quick_gelu";
  if (!same(simdact::quick_gelu_derivative(x), simdact::swish_derivative(x, quick))) return "quick_gelu_derivative";
  if (!same(simdact::thresholded_relu(x), simdact::threshold(x, at_one))) return "thresholded_relu";
  if (!same(simdact::thresholded_relu(x, 0.5), simdact::threshold(x, at_half))) return "thresholded_relu at 0.5";
  if (!same(simdact::thresholded_relu_derivative(x, 0.5), simdact::threshold_derivative(x, at_half))) {
    return "thresholded_relu_derivative";
  }
  return nullptr;
}
