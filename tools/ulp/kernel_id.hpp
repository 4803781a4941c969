// SPDX-License-Identifier: MIT
// What is verified, tested, measured and recorded: a kernel, by its op, direction, dtype and tier, and how the library
// runs it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "simdact/simdact.h"

namespace simdact::ulp {

// from_output: f'(x) from y = f(x), which is its input then. It has one tier, high.
enum class direction { forward, backward, from_output };
inline constexpr direction all_directions[] = {direction::forward, direction::backward, direction::from_output};

struct kernel_id {
  simdact_op op;
  direction way;
  simdact_dtype dtype;
  simdact_accuracy tier;
};
inline bool operator==(const kernel_id& a, const kernel_id& b) {
  return a.op == b.op && a.way == b.way && a.dtype == b.dtype && a.tier == b.tier;
}

const char* name_of(direction);
const char* dtype_name(simdact_dtype);        // "f32"; null for an unknown id
const char* accuracy_name(simdact_accuracy);  // "high"; null for an unknown id
std::string name_of(const kernel_id&);        // "gelu/forward/f32/high"

// The id of that name; none for an unknown one.
std::optional<direction> direction_from_name(const std::string&);
std::optional<simdact_dtype> dtype_from_name(const std::string&);
std::optional<simdact_accuracy> accuracy_from_name(const std::string&);

// What the kernel's errors at default parameters count in, ulp of the result or of the larger of it and x: the latter
// if it is relaxed's own, which lets a result vanish beside x.
enum class unit { of_result, of_larger };
unit unit_of(const kernel_id&);
// What the library promises of a kernel over every finite input, in ulp of that unit: accuracies.def, but for f16 and
// bf16, which are rounded correctly or nearly so, for derivatives of f64, and for relaxed's own kernels.
double promise(const kernel_id&, bool at_defaults);
// The same in ulp of the result, wherever that has weight beside x.
double promise_of_result(const kernel_id&);
// What it states of a kernel: simdact_ulp_bound or its like for the direction; negative where there is none.
double bound_of(const kernel_id&);

// The kernels of an op that the library serves, by their own tier's kernel or by another's; of one dtype, or of all.
std::vector<kernel_id> kernels(simdact_op, simdact_dtype);
std::vector<kernel_id> kernels(simdact_op);

// y[i] = f(x[i]), or f'(x[i]), which is dx for dy = 1, through the checked door, on n elements of the kernel's dtype.
simdact_status call(const kernel_id&, const simdact_params*, const void* x, void* y, std::size_t n);

// A kernel of the instruction set in use when it was resolved.
class resolved {
 public:
  explicit resolved(const kernel_id&);
  explicit operator bool() const { return forward_ != nullptr || backward_ != nullptr; }
  // The same without checks.
  void operator()(const simdact_params*, const void* x, void* y, std::size_t n) const;
  // What the library found: one of them, or none. Kernels that serve several tiers are equal.
  simdact_forward_fn forward() const { return forward_; }
  simdact_backward_fn backward() const { return backward_; }

 private:
  simdact_forward_fn forward_ = nullptr;
  simdact_backward_fn backward_ = nullptr;
  simdact_dtype dtype_;
};

}  // namespace simdact::ulp
