// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

constexpr std::uint64_t default_seed = 20240229;

// The inputs of an op: N(0, 3), the same for every candidate and run; for log1p those below -0.99 are negated.
void fill_inputs(const std::string& op, std::uint64_t seed, float* x, std::size_t n);

}  // namespace bench
