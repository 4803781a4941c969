// SPDX-License-Identifier: MIT
// The choice of an instruction set.
#pragma once

#include <cstddef>

#include "table.hpp"

namespace simdact::detail {

struct isa_entry {
  const isa_table* table;
  const char* features;
};

// The instruction sets of this build, best first.
extern const isa_entry isa_list[];
extern const std::size_t isa_count;

// The entry of that name; null for an unknown or null one.
const isa_entry* find_isa(const char* name);
bool is_supported(const isa_entry& isa);

// The table in use. The first call chooses; any thread may call it at any time.
const isa_table& current();
// Makes a table the one in use; null goes back to the environment's choice or the best.
void use(const isa_table* table);

}  // namespace simdact::detail
