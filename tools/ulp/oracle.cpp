// SPDX-License-Identifier: MIT
#include "oracle.hpp"

#include <cmath>
#include <iterator>
#include <limits>

#include "reader.hpp"

namespace simdact::oracle {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// f(+-inf): what IEEE arithmetic gives where it has an answer at both ends at default parameters, so that leaky_relu
// and hard_sigmoid use the IEEE product; elsewhere the limit.
template <class Op>
double at_infinity(float x, const simdact_params* params) {
  static const bool plain =
      !std::isnan(refer<Op, double>(infinity, nullptr)) && !std::isnan(refer<Op, double>(-infinity, nullptr));
  if (plain) return refer<Op, double>(static_cast<double>(x), params);
  const double t = refer<Op, double>(std::copysign(0x1p1000, static_cast<double>(x)), params);
  return std::fabs(t) > 100 ? std::copysign(infinity, t) : t;
}

template <class Op>
void evaluate(const simdact_params* params, const float* x, double* t, std::size_t n) {
  unsigned finite = 1;
  for (std::size_t i = 0; i < n; ++i) {
    t[i] = refer<Op, double>(static_cast<double>(x[i]), params);
    finite &= static_cast<unsigned>(std::fabs(x[i]) < HUGE_VALF);
  }
  if (finite == 1) return;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isinf(x[i])) t[i] = at_infinity<Op>(x[i], params);
    if (std::isnan(x[i])) t[i] = std::numeric_limits<double>::quiet_NaN();
  }
}

template <class Op>
constexpr std::size_t f32_bounds = [] {
  std::size_t count = 0;
  for (const bound& b : Op::bounds) count += b.dtype == SIMDACT_F32;
  return count;
}();

template <class Op>
struct stated {
  stated_bound list[f32_bounds<Op>];
};
template <class Op>
constexpr stated<Op> make_stated() {
  stated<Op> s{};
  std::size_t i = 0;
  for (const bound& b : Op::bounds) {
    if (b.dtype == SIMDACT_F32) s.list[i++] = {b.accuracy, b.ulp, static_cast<float>(b.worst)};
  }
  return s;
}
template <class Op>
constexpr stated<Op> stated_of = make_stated<Op>();

const function functions[] = {
#define SIMDACT_OP(id, name) \
  {simdact_after_##name - 1, #name, &evaluate<op::name>, stated_of<op::name>.list, f32_bounds<op::name>},
#include "simdact/ops.def"
#undef SIMDACT_OP
};

}  // namespace

const function* at(std::size_t index) { return index < std::size(functions) ? &functions[index] : nullptr; }

const function* find(simdact_op op) {
  for (const function& f : functions) {
    if (f.id == op) return &f;
  }
  return nullptr;
}

const stated_bound* find_bound(const function& f, simdact_accuracy tier) {
  for (std::size_t i = 0; i < f.bound_count; ++i) {
    if (f.bounds[i].tier == tier) return &f.bounds[i];
  }
  return nullptr;
}

}  // namespace simdact::oracle
