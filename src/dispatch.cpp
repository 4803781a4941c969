// SPDX-License-Identifier: MIT
#include "dispatch.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cpu.hpp"

namespace simdact::detail {

#if defined(__x86_64__)
#define SIMDACT_IF_x86_64(...) __VA_ARGS__
#define SIMDACT_IF_aarch64(...)
#elif defined(__aarch64__)
#define SIMDACT_IF_x86_64(...)
#define SIMDACT_IF_aarch64(...) __VA_ARGS__
#else
#define SIMDACT_IF_x86_64(...)
#define SIMDACT_IF_aarch64(...)
#endif
#define SIMDACT_IF_any(...) __VA_ARGS__
#define SIMDACT_ISA(name, processor, arch, features) \
  SIMDACT_IF_##processor({{#name, &forward_##name, &backward_##name}, features}, )
const isa_entry isa_list[] = {
#include "isa.def"
};
#undef SIMDACT_ISA
#undef SIMDACT_IF_x86_64
#undef SIMDACT_IF_aarch64
#undef SIMDACT_IF_any
const std::size_t isa_count = sizeof(isa_list) / sizeof(isa_list[0]);

namespace {

std::atomic<const isa_tables*> chosen{nullptr};
std::atomic<bool> reported{false};

const isa_tables* best() {
  const cpu_registers cpu = read_cpu();
  for (const isa_entry& isa : isa_list) {
    if (cpu_has(cpu, isa.features)) return &isa.tables;
  }
  return &isa_list[isa_count - 1].tables;
}

// The environment's choice if it can be had, else the best.
const isa_tables* choose() {
  const char* name = std::getenv("SIMDACT_ISA");
  if (name == nullptr || *name == '\0') return best();
  const isa_entry* isa = find_isa(name);
  if (isa != nullptr && is_supported(*isa)) return &isa->tables;
  const isa_tables* table = best();
  if (!reported.exchange(true)) {
    std::fprintf(stderr, "simdact: SIMDACT_ISA=%s is not an instruction set of this machine; using %s\n", name,
                 table->name);
  }
  return table;
}

}  // namespace

const isa_entry* find_isa(const char* name) {
  if (name == nullptr) return nullptr;
  for (const isa_entry& isa : isa_list) {
    if (std::strcmp(isa.tables.name, name) == 0) return &isa;
  }
  return nullptr;
}

bool is_supported(const isa_entry& isa) { return cpu_has(read_cpu(), isa.features); }

const isa_tables& current() {
  const isa_tables* table = chosen.load(std::memory_order_acquire);
  if (table == nullptr) {
    // A choice that another thread makes meanwhile stands.
    const isa_tables* mine = choose();
    table = chosen.compare_exchange_strong(table, mine, std::memory_order_acq_rel) ? mine : table;
  }
  return *table;
}

void use(const isa_tables* table) { chosen.store(table != nullptr ? table : choose(), std::memory_order_release); }

}  // namespace simdact::detail
