// SPDX-License-Identifier: MIT
#include "kernel_id.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "format.hpp"

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
template <class Bits, Bits one>
constexpr std::array<Bits, block> make_ones() {
  std::array<Bits, block> ones{};
  for (Bits& bits : ones) bits = one;
  return ones;
}
constexpr auto f32_ones = make_ones<std::uint32_t, 0x3f800000u>();
constexpr auto f64_ones = make_ones<std::uint64_t, 0x3ff0000000000000u>();
constexpr auto f16_ones = make_ones<std::uint16_t, 0x3c00u>();
constexpr auto bf16_ones = make_ones<std::uint16_t, 0x3f80u>();
constexpr const void* ones[] = {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) name##_ones.data(),
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
};

const char* element(const void* array, std::size_t i, std::size_t size) {
  return static_cast<const char*>(array) + i * size;
}
char* element(void* array, std::size_t i, std::size_t size) { return static_cast<char*>(array) + i * size; }

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

unit unit_of(const kernel_id& k) {
  if (k.tier != SIMDACT_RELAXED || k.way != direction::forward) return unit::of_result;
  const simdact_forward_fn own = simdact_find_forward(k.op, k.dtype, SIMDACT_RELAXED);
  return own != simdact_find_forward(k.op, k.dtype, SIMDACT_FAST) ? unit::of_larger : unit::of_result;
}

double promise_of_result(const kernel_id& k) { return accuracies[k.tier].ulp; }

double promise(const kernel_id& k, bool at_defaults) {
  if (at_defaults && unit_of(k) == unit::of_larger) return 2;
  const bool half = format_of(k.dtype).size == 2;
  if (half) return at_defaults && k.way == direction::forward ? 0.5 : 0.51;
  const bool derivative_of_f64 = k.dtype == SIMDACT_F64 && k.way != direction::forward && k.tier != SIMDACT_EXACT;
  return at_defaults && !derivative_of_f64 ? accuracies[k.tier].ulp : accuracies[k.tier].other_ulp;
}

// Derivatives from the output are correctly rounded; those of f16 and bf16 as good as the others.
double bound_of(const kernel_id& k) {
  switch (k.way) {
    case direction::forward:
      return simdact_ulp_bound(k.op, k.dtype, k.tier);
    case direction::backward:
      return simdact_backward_ulp_bound(k.op, k.dtype, k.tier);
    default:
      return resolved(k) ? (format_of(k.dtype).size == 2 ? promise(k, true) : 0.5) : -1;
  }
}

std::vector<kernel_id> kernels(simdact_op op, simdact_dtype dtype) {
  std::vector<kernel_id> found;
  for (const direction way : all_directions) {
    for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
      const kernel_id k{op, way, dtype, tier};
      if (resolved(k)) found.push_back(k);
    }
  }
  return found;
}

std::vector<kernel_id> kernels(simdact_op op) {
  std::vector<kernel_id> all;
  for (simdact_dtype dtype = 1; dtype < SIMDACT_DTYPE_END; ++dtype) {
    for (const kernel_id& k : kernels(op, dtype)) all.push_back(k);
  }
  return all;
}

simdact_status call(const kernel_id& k, const simdact_params* params, const void* x, void* y, std::size_t n) {
  if (k.way == direction::forward) return simdact_forward(k.op, k.dtype, k.tier, params, x, y, n);
  const std::size_t size = format_of(k.dtype).size;
  simdact_status status = SIMDACT_OK;
  std::size_t i = 0;
  do {
    const void* from = n > 0 ? element(x, i, size) : x;
    void* to = n > 0 ? element(y, i, size) : y;
    const std::size_t count = std::min(block, n - i);
    status = k.way == direction::backward
                 ? simdact_backward(k.op, k.dtype, k.tier, params, from, ones[k.dtype - 1], to, count)
                 : simdact_backward_from_output(k.op, k.dtype, params, from, ones[k.dtype - 1], to, count);
    i += count;
  } while (status == SIMDACT_OK && i < n);
  return status;
}

resolved::resolved(const kernel_id& k) : dtype_(k.dtype) {
  if (k.way == direction::forward) forward_ = simdact_find_forward(k.op, k.dtype, k.tier);
  if (k.way == direction::backward) backward_ = simdact_find_backward(k.op, k.dtype, k.tier);
  if (k.way == direction::from_output && k.tier == SIMDACT_HIGH) {
    backward_ = simdact_find_backward_from_output(k.op, k.dtype);
  }
}

void resolved::operator()(const simdact_params* params, const void* x, void* y, std::size_t n) const {
  if (forward_ != nullptr) {
    forward_(params, x, y, n);
    return;
  }
  const std::size_t size = format_of(dtype_).size;
  for (std::size_t i = 0; i < n; i += block) {
    backward_(params, element(x, i, size), ones[dtype_ - 1], element(y, i, size), std::min(block, n - i));
  }
}

}  // namespace simdact::ulp
