// SPDX-License-Identifier: MIT
// The derivative comes from the definition by automatic differentiation, so that there is no second formula.
#include "curve.hpp"

#include <boost/math/differentiation/autodiff.hpp>
#include <cmath>
#include <stdexcept>

#include "reader.hpp"

// What Boost lacks, where an op's definition looks for it.
namespace boost::math::differentiation {
inline namespace autodiff_v1 {
namespace detail {
template <class R, std::size_t order>
fvar<R, order> expm1(const fvar<R, order>& x) {
  static_assert(order == 1);
  const R value = static_cast<R>(x);
  return x.apply_derivatives(1, [value](std::size_t i) { return i == 0 ? std::expm1(value) : std::exp(value); });
}
template <class R, std::size_t order>
fvar<R, order> log1p(const fvar<R, order>& x) {
  static_assert(order == 1);
  const R value = static_cast<R>(x);
  return x.apply_derivatives(1, [value](std::size_t i) { return i == 0 ? std::log1p(value) : 1 / (1 + value); });
}
}  // namespace detail
}  // namespace autodiff_v1
}  // namespace boost::math::differentiation

namespace bench {
namespace {

namespace autodiff = boost::math::differentiation;

struct interval {
  double low, high;
};

interval shown(const std::string& op) {
  constexpr struct {
    const char* op;
    interval range;
  } narrower_or_wider[] = {{"exp", {-5, 2.5}},       {"expm1", {-5, 2.5}},     {"log1p", {-0.99, 6}},
                           {"erf", {-3, 3}},         {"tanh", {-4, 4}},        {"softcap", {-90, 90}},
                           {"relu6", {-3, 9}},       {"hard_tanh", {-3, 3}},   {"hard_shrink", {-3, 3}},
                           {"soft_shrink", {-3, 3}}, {"squared_relu", {-3, 3}}};
  for (const auto& one : narrower_or_wider) {
    if (op == one.op) return one.range;
  }
  return {-6, 6};
}

template <class Op>
curve draw_op(interval range) {
  constexpr int steps = 200;
  curve drawn;
  for (int i = 0; i <= steps; ++i) {
    const double x = range.low + (range.high - range.low) * i / steps;
    const auto y = simdact::oracle::define<Op>(autodiff::make_fvar<double, 1>(x), nullptr);
    drawn.x.push_back(x);
    drawn.f.push_back(y.derivative(0));
    drawn.derivative.push_back(y.derivative(1));
  }
  return drawn;
}

}  // namespace

curve draw(const std::string& op) {
#define SIMDACT_OP(id, name) \
  if (op == #name) return draw_op<simdact::op::name>(shown(op));
#include "simdact/ops.def"
#undef SIMDACT_OP
  throw std::runtime_error("no definition of " + op);
}

}  // namespace bench
