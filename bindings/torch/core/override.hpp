// SPDX-License-Identifier: MIT
// PyTorch's functions that the library may serve, by kind.
#pragma once

#include <torch/library.h>

namespace simdact_torch {

void override_elementwise(torch::Library& library);
void override_rows(torch::Library& library);

}  // namespace simdact_torch
