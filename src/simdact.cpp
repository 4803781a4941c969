// SPDX-License-Identifier: MIT
// The C ABI: argument checks in front of the tables. Rows and joins have theirs in rows.cpp; the checks here are the
// same for arrays side by side, at a tenth of the time.
#include "simdact/simdact.h"

#include <cstdint>
#include <cstring>

#include "arguments.hpp"
#include "dispatch.hpp"
#include "facts.hpp"

namespace {

using namespace simdact::detail;

// Whether so many bytes at p are there and fit into the address space.
bool fits(const void* p, std::size_t bytes) {
  return bytes == 0 || (p != nullptr && bytes <= UINTPTR_MAX - reinterpret_cast<std::uintptr_t>(p));
}

// Whether an input and an output of as many bytes overlap otherwise than exactly.
bool clash(const void* in, const void* out, std::size_t bytes) {
  const auto a = reinterpret_cast<std::uintptr_t>(in), b = reinterpret_cast<std::uintptr_t>(out);
  return a != b && a < b + bytes && b < a + bytes;
}

// Whether the arrays of a call are there, fit, and overlap no otherwise than exactly.
bool are_usable(const void* x, const void* y, std::size_t n, std::size_t size) {
  std::size_t bytes;
  return !__builtin_mul_overflow(n, size, &bytes) && fits(x, bytes) && fits(y, bytes) && !clash(x, y, bytes);
}

}  // namespace

extern "C" {

simdact_status simdact_forward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                               const simdact_params* params, const void* x, void* y, size_t n) {
  const int row = checked_row(op, dtype, accuracy, params);
  if (row < 0 || !are_usable(x, y, n, size_of(dtype))) return SIMDACT_INVALID_ARGUMENT;
  const simdact_forward_fn kernel = current().forward->kernels[row][dtype - 1][accuracy];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  kernel(params, x, y, n);
  return SIMDACT_OK;
}

simdact_status simdact_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                const simdact_params* params, const void* x, const void* dy, void* dx, size_t n) {
  const int row = checked_row(op, dtype, accuracy, params);
  if (row < 0 || !are_usable(x, dx, n, size_of(dtype)) || !are_usable(dy, dx, n, size_of(dtype))) {
    return SIMDACT_INVALID_ARGUMENT;
  }
  const simdact_backward_fn kernel = current().backward->kernels[row][dtype - 1][accuracy];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  kernel(params, x, dy, dx, n);
  return SIMDACT_OK;
}

simdact_status simdact_backward_from_output(simdact_op op, simdact_dtype dtype, const simdact_params* params,
                                            const void* y, const void* dy, void* dx, size_t n) {
  const int row = checked_row(op, dtype, SIMDACT_HIGH, params);
  if (row < 0 || !are_usable(y, dx, n, size_of(dtype)) || !are_usable(dy, dx, n, size_of(dtype))) {
    return SIMDACT_INVALID_ARGUMENT;
  }
  const simdact_backward_fn kernel = current().backward->from_output[row][dtype - 1];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (params != nullptr && !facts[row].has_inverse(dtype, *params)) return SIMDACT_UNSUPPORTED;
  kernel(params, y, dy, dx, n);
  return SIMDACT_OK;
}

simdact_forward_fn simdact_find_forward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  const int row = checked_row(op, dtype, accuracy, nullptr);
  return row < 0 ? nullptr : current().forward->kernels[row][dtype - 1][accuracy];
}

simdact_backward_fn simdact_find_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  const int row = checked_row(op, dtype, accuracy, nullptr);
  return row < 0 ? nullptr : current().backward->kernels[row][dtype - 1][accuracy];
}

simdact_backward_fn simdact_find_backward_from_output(simdact_op op, simdact_dtype dtype) {
  const int row = checked_row(op, dtype, SIMDACT_HIGH, nullptr);
  return row < 0 ? nullptr : current().backward->from_output[row][dtype - 1];
}

simdact_status simdact_default_params(simdact_op op, simdact_params* params) {
  const int row = row_of(op);
  if (row < 0 || params == nullptr) return SIMDACT_INVALID_ARGUMENT;
  *params = facts[row].defaults;
  return SIMDACT_OK;
}

double simdact_ulp_bound(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  const int row = checked_row(op, dtype, accuracy, nullptr);
  return row < 0 ? -1 : facts[row].forward_ulp[dtype - 1][accuracy];
}

double simdact_backward_ulp_bound(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  const int row = checked_row(op, dtype, accuracy, nullptr);
  return row < 0 ? -1 : facts[row].backward_ulp[dtype - 1][accuracy];
}

const char* simdact_op_name(simdact_op op) {
  const int row = row_of(op);
  return row < 0 ? nullptr : op_list[row].name;
}

simdact_op simdact_op_from_name(const char* name) {
  if (name == nullptr) return 0;
  for (const op_entry& entry : op_list) {
    if (std::strcmp(entry.name, name) == 0) return entry.id;
  }
  return 0;
}

size_t simdact_op_count(void) { return op_count; }

simdact_op simdact_op_at(size_t index) { return index < op_count ? op_list[index].id : 0; }

const char* simdact_isa(void) { return current().name; }

simdact_status simdact_set_isa(const char* name) {
  if (name == nullptr) {
    use(nullptr);
    return SIMDACT_OK;
  }
  const isa_entry* isa = find_isa(name);
  if (isa == nullptr) return SIMDACT_INVALID_ARGUMENT;
  if (!is_supported(*isa)) return SIMDACT_UNSUPPORTED;
  use(isa);
  return SIMDACT_OK;
}

size_t simdact_isa_count(void) { return isa_count; }

const char* simdact_isa_name(size_t index) { return index < isa_count ? isa_list[index].usual.name : nullptr; }

int simdact_isa_supported(const char* name) {
  const isa_entry* isa = find_isa(name);
  return isa != nullptr && is_supported(*isa) ? 1 : 0;
}

#define SIMDACT_QUOTE(x) SIMDACT_QUOTED(x)
#define SIMDACT_QUOTED(x) #x
const char* simdact_version(void) {
  return SIMDACT_QUOTE(SIMDACT_VERSION_MAJOR) "." SIMDACT_QUOTE(SIMDACT_VERSION_MINOR) "." SIMDACT_QUOTE(
      SIMDACT_VERSION_PATCH);
}
#undef SIMDACT_QUOTE
#undef SIMDACT_QUOTED

int simdact_version_number(void) { return SIMDACT_VERSION_NUMBER; }

const char* simdact_status_string(simdact_status status) {
  switch (status) {
    case SIMDACT_OK:
      return "ok";
    case SIMDACT_INVALID_ARGUMENT:
      return "invalid argument";
    case SIMDACT_UNSUPPORTED:
      return "unsupported";
    default:
      return "unknown status";
  }
}
}
