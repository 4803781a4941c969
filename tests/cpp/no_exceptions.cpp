// SPDX-License-Identifier: MIT
// The C++ API with -fno-exceptions: refusals come back as the status, also in a program whose other files throw.
#include <cstdio>
#include <vector>

#include "cpp/calls.hpp"

#if defined(__cpp_exceptions)
#error "compile this file with -fno-exceptions"
#endif

int check_without_exceptions();  // the number of the first check that fails

namespace {

int check(const cpp::call& call) {
  std::vector<float> x(8, 1.0f), y(7, -3.0f);
  const std::vector<float> before = y;
  if (call.vectors(x, y, simdact::accuracy::high) != SIMDACT_INVALID_ARGUMENT) return 1;
  if (call.vectors_with(x, y, simdact::params{1, 2}, simdact::accuracy::high) != SIMDACT_INVALID_ARGUMENT) return 2;
  if (call.pointers(x.data(), x.data() + 1, 4, simdact::accuracy::high) != SIMDACT_INVALID_ARGUMENT) return 3;
  if (call.pointers(nullptr, y.data(), 4, simdact::accuracy::high) != SIMDACT_INVALID_ARGUMENT) return 4;
  if (y != before) return 5;
  y.push_back(0);
  if (call.vectors(x, y, simdact::accuracy::high) != SIMDACT_OK || y == before) return 6;
  if (call.pointers_with(x.data(), y.data(), 8, {1, 2}, simdact::accuracy::high) != SIMDACT_OK) return 7;
  return 0;
}

}  // namespace

int check_without_exceptions() {
  for (const cpp::call& call : cpp::calls) {
    const int failed = check(call);
    if (failed == 0) continue;
    std::fprintf(stderr, "check %d failed: %s\n", failed, simdact_op_name(call.op));
    return failed;
  }
  return 0;
}
