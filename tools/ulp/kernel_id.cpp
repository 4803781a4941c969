// SPDX-License-Identifier: MIT
#include "kernel_id.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace simdact::ulp {
namespace {

constexpr const char* direction_names[] = {"forward", "backward", "from_output"};

struct accuracy_row {
  const char* name;
  double ulp, other_ulp;
};
constexpr accuracy_row accuracies[] = {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) {#name, ulp, other_ulp},
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
};

constexpr const char* dtype_names[] = {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) #name,
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
};

constexpr std::size_t block = 4096;
constexpr std::array<float, block> make_ones() {
  std::array<float, block> ones{};
  for (float& one : ones) one = 1;
  return ones;
}
constexpr std::array<float, block> ones = make_ones();

}  // namespace

const char* name_of(direction way) { return direction_names[static_cast<int>(way)]; }
const char* dtype_name(simdact_dtype dtype) {
  return dtype >= 1 && dtype < SIMDACT_DTYPE_END ? dtype_names[dtype - 1] : nullptr;
}
const char* accuracy_name(simdact_accuracy accuracy) {
  return accuracy >= 0 && accuracy < SIMDACT_ACCURACY_END ? accuracies[accuracy].name : nullptr;
}
std::string name_of(const kernel_id& k) {
  return std::string(simdact_op_name(k.op)) + "/" + name_of(k.way) + "/" + dtype_name(k.dtype) + "/" +
         accuracy_name(k.tier);
}

std::optional<direction> direction_from_name(const std::string& name) {
  for (const direction way : all_directions) {
    if (name == name_of(way)) return way;
  }
  return std::nullopt;
}
std::optional<simdact_dtype> dtype_from_name(const std::string& name) {
  for (simdact_dtype dtype = 1; dtype < SIMDACT_DTYPE_END; ++dtype) {
    if (name == dtype_name(dtype)) return dtype;
  }
  return std::nullopt;
}
std::optional<simdact_accuracy> accuracy_from_name(const std::string& name) {
  for (simdact_accuracy accuracy = 0; accuracy < SIMDACT_ACCURACY_END; ++accuracy) {
    if (name == accuracy_name(accuracy)) return accuracy;
  }
  return std::nullopt;
}

double promise(simdact_accuracy accuracy, bool at_defaults) {
  return at_defaults ? accuracies[accuracy].ulp : accuracies[accuracy].other_ulp;
}

double bound_of(const kernel_id& k) {
  switch (k.way) {
    case direction::forward:
      return simdact_ulp_bound(k.op, k.dtype, k.tier);
    case direction::backward:
      return simdact_backward_ulp_bound(k.op, k.dtype, k.tier);
    default:
      return resolved(k) ? 0.5 : -1;  // correctly rounded
  }
}

std::vector<kernel_id> kernels(simdact_op op) {
  std::vector<kernel_id> found;
  for (const direction way : all_directions) {
    for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
      const kernel_id k{op, way, SIMDACT_F32, tier};
      if (resolved(k)) found.push_back(k);
    }
  }
  return found;
}

simdact_status call(const kernel_id& k, const simdact_params* params, const float* x, float* y, std::size_t n) {
  if (k.way == direction::forward) return simdact_forward(k.op, k.dtype, k.tier, params, x, y, n);
  simdact_status status = SIMDACT_OK;
  std::size_t i = 0;
  do {
    const std::size_t count = std::min(block, n - i);
    status = k.way == direction::backward
                 ? simdact_backward(k.op, k.dtype, k.tier, params, x + i, ones.data(), y + i, count)
                 : simdact_backward_from_output(k.op, k.dtype, params, x + i, ones.data(), y + i, count);
    i += count;
  } while (status == SIMDACT_OK && i < n);
  return status;
}

resolved::resolved(const kernel_id& k) {
  if (k.way == direction::forward) forward_ = simdact_find_forward(k.op, k.dtype, k.tier);
  if (k.way == direction::backward) backward_ = simdact_find_backward(k.op, k.dtype, k.tier);
  if (k.way == direction::from_output && k.tier == SIMDACT_HIGH) {
    backward_ = simdact_find_backward_from_output(k.op, k.dtype);
  }
}

void resolved::operator()(const simdact_params* params, const float* x, float* y, std::size_t n) const {
  if (forward_ != nullptr) {
    forward_(params, x, y, n);
    return;
  }
  for (std::size_t i = 0; i < n; i += block) backward_(params, x + i, ones.data(), y + i, std::min(block, n - i));
}

}  // namespace simdact::ulp
