// SPDX-License-Identifier: MIT
// The choice of an instruction set.
#pragma once

#include <atomic>
#include <cstddef>

#include "tables.hpp"

namespace simdact::detail {

// Its tables for CPUs that compute with subnormal numbers as with others, and for those with assists.
struct isa_entry {
  isa_tables usual, careful;
  const char* features;
};

// The instruction sets of this build, best first.
extern const isa_entry isa_list[];
extern const std::size_t isa_count;

// The entry of that name; null for an unknown or null one.
const isa_entry* find_isa(const char* name);
bool is_supported(const isa_entry& isa);

// The tables in use; null before the first call, which chooses. Any thread may call current() at any time.
extern std::atomic<const isa_tables*> chosen;
const isa_tables& first_choice();
static inline const isa_tables& current() {
  const isa_tables* table = chosen.load(std::memory_order_acquire);
  return __builtin_expect(table != nullptr, 1) ? *table : first_choice();
}
// Makes an instruction set's tables those in use; null goes back to the environment's choice or the best.
void use(const isa_entry* isa);

}  // namespace simdact::detail
