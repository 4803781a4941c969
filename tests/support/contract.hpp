// SPDX-License-Identifier: MIT
// The functions as their definitions (docs/functions) state them, written down without the op headers: id, name,
// parameters with their defaults, and which parameters are bad.
#pragma once

#include <cmath>
#include <cstring>

#include "simdact/simdact.h"

namespace support {

enum domain {
  any_finite,
  not_zero,      // alpha = 0 is bad
  not_negative,  // alpha < 0 is bad
  positive,      // both are
  ordered        // alpha > beta is bad
};

struct contract {
  simdact_op id;
  const char* name;
  int used;  // 0: no parameter, 1: alpha, 2: alpha and beta
  simdact_params defaults;
  domain valid;
};

inline constexpr contract contracts[] = {
    {1, "exp", 0, {0, 0}, any_finite},
    {2, "expm1", 0, {0, 0}, any_finite},
    {3, "log1p", 0, {0, 0}, any_finite},
    {4, "erf", 0, {0, 0}, any_finite},
    {5, "tanh", 0, {0, 0}, any_finite},
    {6, "sigmoid", 0, {0, 0}, any_finite},
    {7, "relu", 0, {0, 0}, any_finite},
    {8, "relu6", 0, {0, 0}, any_finite},
    {9, "leaky_relu", 1, {0.01, 0}, any_finite},
    {10, "elu", 1, {1, 0}, any_finite},
    {11, "celu", 1, {1, 0}, positive},
    {12, "selu", 0, {0, 0}, any_finite},
    {13, "softplus", 1, {1, 0}, not_zero},
    {14, "log_sigmoid", 0, {0, 0}, any_finite},
    {15, "softsign", 0, {0, 0}, any_finite},
    {16, "swish", 1, {1, 0}, any_finite},
    {17, "mish", 0, {0, 0}, any_finite},
    {18, "gelu", 0, {0, 0}, any_finite},
    {19, "gelu_tanh", 0, {0, 0}, any_finite},
    {20, "hard_sigmoid", 2, {1.0 / 6, 0.5}, any_finite},
    {21, "hard_swish", 0, {0, 0}, any_finite},
    {22, "hard_tanh", 2, {-1, 1}, ordered},
    {23, "hard_shrink", 1, {0.5, 0}, not_negative},
    {24, "soft_shrink", 1, {0.5, 0}, not_negative},
    {25, "tanh_shrink", 0, {0, 0}, any_finite},
    {26, "threshold", 2, {1, 0}, any_finite},
    {27, "squared_relu", 0, {0, 0}, any_finite},
    {28, "softcap", 1, {30, 0}, positive},
};

// The op's contract; null for one that does not exist.
inline const contract* find_contract(const char* name) {
  for (const contract& c : contracts) {
    if (std::strcmp(c.name, name) == 0) return &c;
  }
  return nullptr;
}

// The op's contract; null for an unknown id.
inline const contract* find_contract(simdact_op op) {
  for (const contract& c : contracts) {
    if (c.id == op) return &c;
  }
  return nullptr;
}

// Whether f(x), or f'(x), is NaN though x is a number: outside log1p's domain, and an IEEE product of infinity and
// zero.
inline bool undefined_at(simdact_op op, bool backward, double x) {
  if (op == SIMDACT_LOG1P) return x < -1;
  return !backward && (op == SIMDACT_LEAKY_RELU || op == SIMDACT_HARD_SIGMOID) && std::isinf(x);
}

}  // namespace support
