// SPDX-License-Identifier: MIT
#include "oracle.hpp"

#include "evaluate.hpp"
#include "oracle_wide.hpp"
#include "record.hpp"
#include "ulp.hpp"

namespace simdact::oracle {
namespace {

template <class Op, direction way>
void add(simdact_op id, std::vector<function>& to) {
  if constexpr (states_any<way, Op, double>) {
    to.push_back({id, way, &evaluate<Op, way, double, float, double>, find_wide(id, way)});
  }
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

template <class Op, simdact::direction way, arithmetic a>
void add_own_kernels(simdact_op id, direction recorded_as, simdact_dtype dtype, std::vector<ulp::kernel_id>& to) {
#define SIMDACT_ACCURACY(tier, NAME, name, promised, other)             \
  if (serving_tier<Op, way, a, accuracy::name>() == accuracy::name &&   \
      (way != simdact::direction::from_output || tier == SIMDACT_HIGH)) \
    to.push_back({id, recorded_as, dtype, tier});
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
}

template <class Op>
void add_own_kernels(simdact_op id, std::vector<ulp::kernel_id>& to) {
#define SIMDACT_DTYPE(dtype, NAME, name, arithmetic_name, size)                                             \
  constexpr arithmetic name##_arithmetic = arithmetic::arithmetic_name;                                     \
  add_own_kernels<Op, simdact::direction::forward, name##_arithmetic>(id, direction::forward, dtype, to);   \
  add_own_kernels<Op, simdact::direction::backward, name##_arithmetic>(id, direction::backward, dtype, to); \
  add_own_kernels<Op, simdact::direction::from_output, name##_arithmetic>(id, direction::from_output, dtype, to);
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
}

// The same function for the kernels whose inputs are floats and for those whose are doubles.
void evaluate_for(const function& f, const simdact_params* params, const float* x, double* t, std::size_t n) {
  f.evaluate(params, x, t, n);
}
void evaluate_for(const function& f, const simdact_params* params, const double* x, ulp::wide* t, std::size_t n) {
  if (f.evaluate_wide != nullptr) f.evaluate_wide(params, x, t, n);
}

template <class Lane, class T>
std::vector<verdict> judge_as(const ulp::kernel_id& k, const simdact_params* params, const std::vector<double>& x,
                              const std::vector<double>& y, bool by_mpfr) {
  const function& f = *find(k.op, k.way);
  const ulp::format& format = ulp::format_of(k.dtype);
  const std::vector<Lane> lanes(x.begin(), x.end());
  const bool of_larger = params == nullptr && ulp::unit_of(k) == ulp::unit::of_larger;
  std::vector<T> t(x.size());
  if (!by_mpfr || !has_mpfr) evaluate_for(f, params, lanes.data(), t.data(), x.size());
  std::vector<verdict> verdicts(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
#if defined(SIMDACT_HAVE_MPFR)
    if (by_mpfr && std::isfinite(x[i])) take(evaluate_exactly(k.op, k.way, params, lanes[i]), t[i]);
    if (by_mpfr && !std::isfinite(x[i])) evaluate_for(f, params, &lanes[i], &t[i], 1);
#endif
    const double nearest = static_cast<double>(t[i]), error = ulp::error(format, y[i], t[i]);
    verdicts[i] = {of_larger ? ulp::error_of_larger(format, x[i], y[i], nearest) : error,
                   ulp::has_weight(x[i], nearest) ? error : 0, ulp::special_ok(format, x[i], y[i], t[i]), nearest,
                   t[i] == 0};
  }
  return verdicts;
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
#define SIMDACT_OP(id, NAME, name) add_own_kernels<op::name>(id, list);
#include "simdact/ops.def"
#undef SIMDACT_OP
    return list;
  }();
  return all;
}

std::string hex(ulp::wide x) {
  if (x == 0) return ulp::hex(static_cast<double>(x));
  std::string text = x < 0 ? "-0x1." : "0x1.";
  const int exponent = ulp::exponent_of(x);
  ulp::wide rest = (x < 0 ? -x : x) / ulp::power_of_two<ulp::wide>(exponent) - 1;
  for (int place = 0; place < 20 && rest != 0; ++place) {
    rest *= 16;
    const int digit = static_cast<int>(rest);
    text += "0123456789abcdef"[digit];
    rest -= digit;
  }
  if (text.back() == '.') text.pop_back();
  return text + "p" + (exponent < 0 ? "" : "+") + std::to_string(exponent);
}

std::vector<verdict> judge(const ulp::kernel_id& k, const simdact_params* params, const std::vector<double>& x,
                           const std::vector<double>& y, bool by_mpfr) {
  return k.dtype == SIMDACT_F64 ? judge_as<double, ulp::wide>(k, params, x, y, by_mpfr)
                                : judge_as<float, double>(k, params, x, y, by_mpfr);
}

}  // namespace simdact::oracle
