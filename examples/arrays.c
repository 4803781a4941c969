/* SPDX-License-Identifier: MIT
 * The C ABI: one checked call, and a resolved kernel for a hot loop. */
#include <math.h>
#include <stdio.h>

#include "simdact/simdact.h"

int main(void) {
  const float x[5] = {-2.0f, -0.5f, 0.0f, 0.5f, INFINITY};
  float y[5];

  const simdact_params slope = {0.25, 0}; /* alpha; leaky_relu has no beta */
  const simdact_status status = simdact_forward(SIMDACT_LEAKY_RELU, SIMDACT_F32, SIMDACT_HIGH, &slope, x, y, 5);
  if (status != SIMDACT_OK) {
    fprintf(stderr, "leaky_relu: %s\n", simdact_status_string(status));
    return 1;
  }
  printf("leaky_relu on %s:", simdact_isa());
  for (int i = 0; i < 5; ++i) printf(" %g", (double)y[i]);

  const simdact_forward_fn relu = simdact_find_forward(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH);
  for (int step = 0; step < 1000; ++step) relu(NULL, x, y, 5); /* no checks, no dispatch */
  printf("\nrelu:");
  for (int i = 0; i < 5; ++i) printf(" %g", (double)y[i]);
  printf("\n");
  return 0;
}
