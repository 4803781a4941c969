/* SPDX-License-Identifier: MIT
 * The header and the library from C11 alone. Exits with the number of the first check that fails. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "simdact/simdact.h"

static int failed(int number, const char* what) {
  fprintf(stderr, "check %d failed: %s\n", number, what);
  return number;
}

int main(void) {
  const float x[5] = {-2.0f, -0.0f, 0.5f, 3.0f, 7.0f};
  float y[5] = {0}, z[5] = {0};
  if (strcmp(simdact_op_name(SIMDACT_RELU), "relu") != 0) return failed(1, "simdact_op_name");
  if (simdact_op_from_name("relu6") != SIMDACT_RELU6) return failed(2, "simdact_op_from_name");
  if (simdact_forward(SIMDACT_RELU6, SIMDACT_F32, SIMDACT_HIGH, NULL, x, y, 5) != SIMDACT_OK) {
    return failed(3, "simdact_forward");
  }
  if (y[0] != 0.0f || signbit(y[1]) || y[2] != 0.5f || y[3] != 3.0f || y[4] != 6.0f) return failed(4, "relu6");
  const simdact_forward_fn relu6 = simdact_find_forward(SIMDACT_RELU6, SIMDACT_F32, SIMDACT_HIGH);
  if (relu6 == NULL) return failed(5, "simdact_find_forward");
  relu6(NULL, x, z, 5);
  if (memcmp(y, z, sizeof y) != 0) return failed(6, "the resolved kernel");
  const simdact_params slope = {.alpha = 0.5, .beta = 0.0};
  if (simdact_forward(SIMDACT_LEAKY_RELU, SIMDACT_F32, SIMDACT_HIGH, &slope, x, y, 5) != SIMDACT_OK) {
    return failed(7, "parameters");
  }
  if (y[0] != -1.0f || y[4] != 7.0f) return failed(8, "leaky_relu");
  simdact_params defaults;
  if (simdact_default_params(SIMDACT_LEAKY_RELU, &defaults) != SIMDACT_OK || defaults.alpha != 0.01) {
    return failed(9, "simdact_default_params");
  }
  if (simdact_forward(0, SIMDACT_F32, SIMDACT_HIGH, NULL, x, y, 5) != SIMDACT_INVALID_ARGUMENT) {
    return failed(10, "an unknown op");
  }
  if (simdact_backward(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH, NULL, x, NULL, y, 5) != SIMDACT_INVALID_ARGUMENT) {
    return failed(11, "simdact_backward");
  }
  if (simdact_ulp_bound(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH) != 0.0) return failed(12, "simdact_ulp_bound");
  if (simdact_set_isa("generic") != SIMDACT_OK || strcmp(simdact_isa(), "generic") != 0) return failed(13, "generic");
  if (simdact_set_isa(NULL) != SIMDACT_OK || simdact_isa_count() == 0) return failed(14, "simdact_set_isa");
  if (simdact_version_number() != SIMDACT_VERSION_NUMBER) return failed(15, "simdact_version_number");
  if (strcmp(simdact_status_string(SIMDACT_OK), simdact_status_string(SIMDACT_UNSUPPORTED)) == 0) {
    return failed(16, "simdact_status_string");
  }
  return 0;
}
