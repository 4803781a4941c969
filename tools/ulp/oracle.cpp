// SPDX-License-Identifier: MIT
#include "oracle.hpp"

#include <cmath>
#include <limits>

#include "reader.hpp"

namespace simdact::oracle {
namespace {

using ulp::direction;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Op>
constexpr simdact_op op_id = 0;
#define SIMDACT_OP(id, NAME, name) \
  template <>                      \
  constexpr simdact_op op_id<op::name> = id;
#include "simdact/ops.def"
#undef SIMDACT_OP

// f(+-inf): what IEEE arithmetic gives where it has an answer at both ends at default parameters, so that leaky_relu
// and hard_sigmoid use the IEEE product; elsewhere the limit.
template <class Op, direction way>
double at_infinity(float x, const simdact_params* params) {
  static const bool plain =
      !std::isnan(refer<way, Op>(infinity, nullptr)) && !std::isnan(refer<way, Op>(-infinity, nullptr));
  if (plain) return refer<way, Op>(static_cast<double>(x), params);
  const double t = refer<way, Op>(std::copysign(0x1p800, static_cast<double>(x)), params);
  return std::fabs(t) > 100 ? std::copysign(infinity, t) : t;
}

template <class Op, class = void>
constexpr bool has_roots = false;
template <class Op>
constexpr bool has_roots<Op, std::void_t<decltype(Op::derivative_roots(parameters<double>{}))>> = true;

// Around a root the double form of a derivative loses the digits that MPFR keeps.
constexpr double near_root = 0x1p-7;

template <class Op>
void mend_near_roots(const simdact_params* params, const float* x, double* t, std::size_t n) {
#if defined(SIMDACT_HAVE_MPFR)
  const auto p = real_parameters<double>(params != nullptr ? *params : defaults_of<Op>());
  for (const double root : Op::derivative_roots(p)) {
    for (std::size_t i = 0; i < n; ++i) {
      if (std::fabs(static_cast<double>(x[i]) - root) > near_root * std::fabs(root)) continue;
      t[i] = evaluate_exactly(op_id<Op>, direction::backward, params, x[i]).high;
    }
  }
#else
  (void)params, (void)x, (void)t, (void)n;
#endif
}

template <class Op, direction way>
void evaluate(const simdact_params* params, const float* x, double* t, std::size_t n) {
  unsigned finite = 1;
  for (std::size_t i = 0; i < n; ++i) {
    t[i] = refer<way, Op>(static_cast<double>(x[i]), params);
    finite &= static_cast<unsigned>(std::fabs(x[i]) < HUGE_VALF);
  }
  if constexpr (way == direction::backward && has_roots<Op>) mend_near_roots<Op>(params, x, t, n);
  if (finite == 1) return;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isinf(x[i])) t[i] = at_infinity<Op, way>(x[i], params);
    if (std::isnan(x[i])) t[i] = std::numeric_limits<double>::quiet_NaN();
  }
}

template <class Op, direction way>
void add(simdact_op id, std::vector<function>& to) {
  if constexpr (states_any<way, Op, double>) to.push_back({id, way, &evaluate<Op, way>});
}

const std::vector<function>& functions() {
  static const std::vector<function> all = [] {
    std::vector<function> list;
#define SIMDACT_OP(id, NAME, name)              \
  add<op::name, direction::forward>(id, list);  \
  add<op::name, direction::backward>(id, list); \
  add<op::name, direction::from_output>(id, list);
#include "simdact/ops.def"
#undef SIMDACT_OP
    return list;
  }();
  return all;
}

template <class Op, simdact::direction way>
void add_own_kernels(simdact_op id, direction recorded_as, std::vector<ulp::kernel_id>& to) {
#define SIMDACT_ACCURACY(tier, NAME, name, promised, other)       \
  if (exists<kernel<Op, way, arithmetic::f32, accuracy::name>>) { \
    to.push_back({id, recorded_as, SIMDACT_F32, tier});           \
  }
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
}

}  // namespace

const function* find(simdact_op op, direction way) {
  for (const function& f : functions()) {
    if (f.id == op && f.way == way) return &f;
  }
  return nullptr;
}

const std::vector<ulp::kernel_id>& own_kernels() {
  static const std::vector<ulp::kernel_id> all = [] {
    std::vector<ulp::kernel_id> list;
#define SIMDACT_OP(id, NAME, name)                                                        \
  add_own_kernels<op::name, simdact::direction::forward>(id, direction::forward, list);   \
  add_own_kernels<op::name, simdact::direction::backward>(id, direction::backward, list); \
  add_own_kernels<op::name, simdact::direction::from_output>(id, direction::from_output, list);
#include "simdact/ops.def"
#undef SIMDACT_OP
    return list;
  }();
  return all;
}

}  // namespace simdact::oracle
