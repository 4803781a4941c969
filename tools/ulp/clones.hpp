// SPDX-License-Identifier: MIT
// SIMDACT_CLONES: one copy of a function for each width of register, chosen at load time; for loops whose results do
// not depend on it (no products that could be contracted into sums).
#pragma once

#if defined(__x86_64__) && !defined(__clang__)
#define SIMDACT_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define SIMDACT_CLONES
#endif
