// SPDX-License-Identifier: MIT
#include "joins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <fstream>
#include <map>
#include <vector>

#include "format.hpp"
#include "record.hpp"

namespace bench {
namespace {

namespace ulp = simdact::ulp;
using ulp::direction;

struct door : simdact_params {
  simdact_op op;
  simdact_dtype type;
  simdact_accuracy tier;
};

template <auto function>
void run_rows(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const door& d = *static_cast<const door*>(params);
  function(d.type, d.tier, nullptr, x, n, y, n, rows_of(n), n);
}
// A row's mask, the same for all.
const void* mask_of(simdact_dtype type, std::size_t n) {
  thread_local std::map<std::pair<simdact_dtype, std::size_t>, std::vector<char>> masks;
  std::vector<char>& mask = masks[{type, n}];
  if (mask.empty()) {
    std::vector<double> values(n);
    std::fill(values.begin() + static_cast<std::ptrdiff_t>(unmasked_of(n)), values.end(), -INFINITY);
    const ulp::format& f = ulp::format_of(type);
    mask.resize(n * f.size);
    ulp::store(f, values.data(), mask.data(), n);
  }
  return mask.data();
}
void run_masked_softmax(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const door& d = *static_cast<const door*>(params);
  const simdact_softmax_params masked{mask_scale, mask_of(d.type, n), 0, 0};
  simdact_softmax(d.type, d.tier, &masked, x, n, y, n, rows_of(n), n);
}
template <auto function>
void run_rows_backward(const simdact_params* params, const void* y, const void* dy, void* dx, std::size_t n) {
  function(static_cast<const door*>(params)->type, 1, y, n, dy, n, dx, n, rows_of(n), n);
}

void run_gated(const simdact_params* params, const void* gate, const void* up, void* y, std::size_t n) {
  const door& d = *static_cast<const door*>(params);
  simdact_gated(d.op, d.type, d.tier, nullptr, gate, n, up, n, y, n, 1, n);
}
void run_bias(const simdact_params* params, const void* x, const void* bias, void* y, std::size_t n) {
  const door& d = *static_cast<const door*>(params);
  simdact_bias(d.op, d.type, d.tier, nullptr, x, bias, y, n / columns_of(n), columns_of(n), 1);
}
void run_prelu(const simdact_params* params, const void* x, const void* slope, void* y, std::size_t n) {
  simdact_prelu(static_cast<const door*>(params)->type, x, slope, y, n / columns_of(n), columns_of(n), 1);
}
// Two pieces, n elements in all.
struct maxout_shape {
  std::size_t pieces, inner, outer;
  explicit maxout_shape(std::size_t n)
      : pieces(n % 2 == 0 ? 2 : 1), inner(columns_of(n / pieces)), outer(n / pieces / inner) {}
};
void run_maxout(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const maxout_shape s(n);
  simdact_maxout(static_cast<const door*>(params)->type, x, y, s.outer, s.pieces, s.inner);
}

// Where the gradients of n elements go that are not dx. They are of any type.
void* other_gradient(std::size_t n) {
  thread_local std::vector<double> gradient;
  if (gradient.size() < n) gradient.resize(n);
  return gradient.data();
}
// Of these the second operand is dy, or begins with x: its values do not matter to the time.
void run_gated_backward(const simdact_params* params, const void* gate, const void* dy, void* dgate, std::size_t n) {
  const door& d = *static_cast<const door*>(params);
  simdact_gated_backward(d.op, d.type, d.tier, nullptr, gate, n, dy, n, dy, n, dgate, n, other_gradient(n), n, 1, n);
}
void run_bias_backward(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
  const door& d = *static_cast<const door*>(params);
  const std::size_t channels = columns_of(n);
  simdact_bias_backward(d.op, d.type, d.tier, nullptr, x, x, dy, dx, other_gradient(channels), n / channels, channels,
                        1);
}
void run_prelu_backward(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
  const std::size_t channels = columns_of(n);
  simdact_prelu_backward(static_cast<const door*>(params)->type, x, x, dy, dx, other_gradient(channels), n / channels,
                         channels, 1);
}
void run_maxout_backward(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
  const maxout_shape s(n);
  simdact_maxout_backward(static_cast<const door*>(params)->type, x, dy, dx, s.outer, s.pieces, s.inner);
}

template <bool logarithm>
void evaluate_softmax(const double* x, long double* y, std::size_t n) {
  const long double largest = *std::max_element(x, x + n);
  long double sum = 0, lost = 0;  // compensated: a long row's sum would else lose bits of an f64
  for (std::size_t i = 0; i < n; ++i) {
    const long double term = std::exp(x[i] - largest) - lost, next = sum + term;
    lost = (next - sum) - term;
    sum = next;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const long double shifted = x[i] - largest;
    y[i] = logarithm ? shifted - std::log(sum) : std::exp(shifted) / sum;
  }
}
void evaluate_masked_softmax(const double* x, long double* y, std::size_t n) {
  const std::size_t count = unmasked_of(n);
  std::vector<double> scaled(x, x + count);
  for (double& t : scaled) t *= mask_scale;
  evaluate_softmax<false>(scaled.data(), y, count);
  std::fill(y + count, y + n, y[0] - y[0]);  // 0, or NaN where all are
}

constexpr double slope = 0.25;
constexpr simdact_params slope_params{slope, 0};

}  // namespace

bool join::has(direction way) const {
  return way == direction::forward ? forward != nullptr || joined != nullptr : of_two_arrays(way) != nullptr;
}

simdact_backward_fn join::of_two_arrays(direction way) const {
  return way == direction::forward ? joined : way == direction::backward ? backward : from_output;
}

const std::vector<join>& all_joins() {
  static const std::vector<join> joins = {
      {"softmax", 0, true, 0, &run_rows<&simdact_softmax>, nullptr, nullptr,
       &run_rows_backward<&simdact_softmax_backward>, &evaluate_softmax<false>},
      {"masked_softmax", 0, true, 0, &run_masked_softmax, nullptr, nullptr, nullptr, &evaluate_masked_softmax},
      {"log_softmax", 0, true, 0, &run_rows<&simdact_log_softmax>, nullptr, nullptr,
       &run_rows_backward<&simdact_log_softmax_backward>, &evaluate_softmax<true>, nullptr, 1},
      {"swiglu", SIMDACT_SWISH, false, 1, nullptr, &run_gated, &run_gated_backward, nullptr, nullptr},
      {"geglu", SIMDACT_GELU, false, 1, nullptr, &run_gated, &run_gated_backward, nullptr, nullptr},
      {"bias_gelu", SIMDACT_GELU, false, -0.0, nullptr, &run_bias, &run_bias_backward, nullptr, nullptr},
      {"prelu", SIMDACT_LEAKY_RELU, false, slope, nullptr, &run_prelu, &run_prelu_backward, nullptr, nullptr,
       &slope_params},
      {"maxout", 0, false, 0, &run_maxout, nullptr, &run_maxout_backward, nullptr, nullptr}};
  return joins;
}

const simdact_params* make_door(const join& j, simdact_dtype type, simdact_accuracy tier) {
  static std::deque<door> doors;
  doors.push_back({{}, j.op, type, tier});
  return &doors.back();
}

std::string results_of(const join& j, simdact_dtype type, simdact_accuracy tier) {
  static const std::vector<ulp::record_row> rows = ulp::read_record(SIMDACT_SOURCE_TREE);
  if (j.op != 0) {
    // Of these types relaxed is fast's.
    if (tier == SIMDACT_RELAXED && ulp::format_of(type).size == 2) return "";
    const simdact_dtype lanes = type == SIMDACT_F64 ? SIMDACT_F64 : SIMDACT_F32;
    const ulp::record_row* row = ulp::find(rows, {j.op, direction::forward, lanes, tier});
    return row == nullptr ? "" : fmt::format("{:016x}", row->hash);
  }
  const auto recorded = [&](simdact_accuracy of) {
    const std::string common = fmt::format("{}/{}", j.name, ulp::dtype_name(type));
    const std::string names[] = {common, common + "/" + ulp::accuracy_name(of)};
    std::ifstream file(SIMDACT_SOURCE_TREE "/tests/rows/hashes.tsv");
    for (std::string name, hash; file >> name >> hash;) {
      if (name == names[0] || name == names[1]) return hash;
    }
    return std::string();
  };
  const std::string found = recorded(tier);
  return tier != SIMDACT_HIGH && found == recorded(SIMDACT_HIGH) ? "" : found;
}

double bound_of(const join& j, simdact_dtype type, simdact_accuracy tier) {
  const ulp::kernel_id k{j.op, direction::forward, type, tier};
  const bool of_kernel = j.op != 0 && ulp::format_of(type).size > 2;
  return of_kernel ? ulp::bound_of(k) : j.op != 0 || j.exact != nullptr ? ulp::promise(k, false) : -1;
}

}  // namespace bench
