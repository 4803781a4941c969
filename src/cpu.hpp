// SPDX-License-Identifier: MIT
// What the CPU can do and the operating system has enabled. The decision is a pure function of the registers read, so
// that recorded CPUs can be tested.
#pragma once

#include <cstdint>

namespace simdact::detail {

// The registers the decision needs; a leaf that the CPU lacks is zero, and so is xcr0 without OSXSAVE.
struct cpu_registers {
  std::uint32_t leaf1_ecx, leaf7_ebx;
  std::uint64_t xcr0;
  std::uint32_t vendor = 0;  // leaf 0 ebx: the first four letters of its name
};

cpu_registers read_cpu();

// Whether every feature of the list (names separated by a space, as isa.def has them) is there and its registers are
// saved by the operating system. An unknown feature is not.
bool cpu_has(const cpu_registers& cpu, const char* features);

// Whether it hands operations with subnormal numbers to microcode: Intel's do, and those of VIA and Zhaoxin.
bool has_assists(const cpu_registers& cpu);

}  // namespace simdact::detail
