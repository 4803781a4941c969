// SPDX-License-Identifier: MIT
#include "reference.hpp"

#include <cmath>
#include <stdexcept>

namespace bench {
namespace {

using real = long double;
real clamp(real x, real low, real high) {
  const real t = x > low ? x : low;
  return std::isnan(x) ? x : t < high ? t : high;
}
real pos(real x) { return x > 0 ? x : 0; }
real gate(real x, real g) { return std::isinf(x) ? (x > 0 ? x : -0.0L) : x * g; }

struct named {
  const char* op;
  double (*f)(float);
};
#define F(name, e)                                                                                                                         \
  {                                                                                                                                        \
#name, [](float v) { [[maybe_unused]] const real x = v; if (std::isnan(v)) return static_cast<double>(v); return static_cast<double>(e); } \
  }
const named list[] = {
    F(exp, std::exp(x)),
    F(expm1, std::expm1(x)),
    F(log1p, std::log1p(x)),
    F(erf, std::erf(x)),
    F(tanh, std::tanh(x)),
    F(sigmoid, 1 / (1 + std::exp(-x))),
    F(relu, pos(x)),
    F(relu6, clamp(x, 0, 6)),
    F(leaky_relu, x > 0 ? x : x * static_cast<real>(0.01f)),
    F(elu, x > 0 ? x : std::expm1(x)),
    F(celu, x > 0 ? x : std::expm1(x)),
    F(selu, 1.0507009873554804934193349852946L * (x > 0 ? x : 1.6732632423543772848170429916717L * std::expm1(x))),
    F(softplus, pos(x) + std::log1p(std::exp(-std::fabs(x)))),
    F(log_sigmoid, -(pos(-x) + std::log1p(std::exp(-std::fabs(x))))),
    F(softsign, std::isinf(x) ? (x > 0 ? 1 : -1) : x / (1 + std::fabs(x))),
    F(swish, gate(x, 1 / (1 + std::exp(-x)))),
    F(mish, gate(x, std::tanh(std::log1p(std::exp(x))))),
    F(gelu, gate(x, 0.5L * std::erfc(-x * 0.70710678118654752440084436210485L))),
    F(gelu_tanh, gate(x, 1 / (1 + std::exp(-2 * 0.79788456080286535587989211986876L * (x + 0.044715L * x * x * x))))),
    F(hard_sigmoid, clamp(x / 6 + 0.5L, 0, 1)),
    F(hard_swish, x <= -3 ? -0.0L : gate(x, clamp(x / 6 + 0.5L, 0, 1))),
    F(hard_tanh, clamp(x, -1, 1)),
    F(hard_shrink, std::fabs(x) > 0.5L ? x : std::copysign(0.0L, x)),
    F(soft_shrink, x > 0.5L    ? x - 0.5L
                   : x < -0.5L ? x + 0.5L
                               : std::copysign(0.0L, x)),
    F(tanh_shrink, std::fabs(x) < 0.01L
                       ? x * x * x * (1 / 3.0L - x * x * (2 / 15.0L - x * x * (17 / 315.0L - x * x * (62 / 2835.0L))))
                       : x - std::tanh(x)),
    F(threshold, x > 1 ? x : 0),
    F(squared_relu, pos(x) * pos(x)),
    F(softcap, 30 * std::tanh(x / 30))};
#undef F

}  // namespace

reference::reference(const std::string& op) : f_(nullptr) {
  for (const named& n : list) {
    if (op == n.op) f_ = n.f;
  }
  if (f_ == nullptr) throw std::runtime_error("no reference for " + op);
}

}  // namespace bench
