// SPDX-License-Identifier: MIT
// Which instructions would be handed to microcode by a CPU that computes with subnormal numbers only so: on Intel's an
// operation with a subnormal operand or result takes some 100 cycles then. This one need not be such a CPU.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace bench {

// What may need assistance. Moves, comparisons, minima and integers never do, nor sums since Sandy Bridge, but for a
// subnormal difference of normal numbers, which is not counted. On the Xeon of bench/results, measured, conversions do
// not, nor products, alone or in a sum, that are 0 or too small for any digit; all else here does.
enum class assisted { product, fused, quotient, conversion, scaling };
inline constexpr std::size_t assisted_kinds = 5;
const char* name_of(assisted);

struct assist_counts {
  std::array<std::size_t, assisted_kinds> by_kind{};
  std::map<const void*, std::size_t> by_address;  // of the instructions

  std::size_t total() const;
};

// Whether this system and CPU let instructions be counted.
bool can_count_assists();

// Runs the function with the exceptions of subnormal operands and results unmasked, each of which the system reports,
// and steps over the instructions that raise them. Not for two threads at a time.
assist_counts count_assists(const std::function<void()>& run);

}  // namespace bench
