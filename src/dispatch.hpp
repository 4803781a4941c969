// SPDX-License-Identifier: MIT
// The choice of an instruction set.
#pragma once

#include <cstddef>

#include "tables.hpp"

namespace simdact::detail {

struct isa_entry {
  isa_tables tables;
  const char* features;
};

// The instruction sets of this build, best first.
extern const isa_entry isa_list[];
extern const std::size_t isa_count;

// The entry of that name; null for an unknown or null one.
const isa_entry* find_isa(const char* name);
bool is_supported(const isa_entry& isa);

// The tables in use. The first call chooses; any thread may call it at any time.
const isa_tables& current();
// Makes an instruction set's tables those in use; null goes back to the environment's choice or the best.
void use(const isa_tables* tables);

}  // namespace simdact::detail
