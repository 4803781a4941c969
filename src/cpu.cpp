// SPDX-License-Identifier: MIT
#include "cpu.hpp"

#include <cstddef>
#include <cstring>
#include <initializer_list>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace simdact::detail {
namespace {

constexpr std::uint64_t ymm_state = 0x6;   // XCR0: SSE and AVX
constexpr std::uint64_t zmm_state = 0xe6;  // and opmask, the upper halves of zmm0-15, zmm16-31

struct feature {
  const char* name;
  std::uint32_t cpu_registers::*reg;
  int bit;
  std::uint64_t state;
};
constexpr feature features[] = {
    {"fma", &cpu_registers::leaf1_ecx, 12, ymm_state},      {"f16c", &cpu_registers::leaf1_ecx, 29, ymm_state},
    {"avx2", &cpu_registers::leaf7_ebx, 5, ymm_state},      {"avx512f", &cpu_registers::leaf7_ebx, 16, zmm_state},
    {"avx512dq", &cpu_registers::leaf7_ebx, 17, zmm_state}, {"avx512cd", &cpu_registers::leaf7_ebx, 28, zmm_state},
    {"avx512bw", &cpu_registers::leaf7_ebx, 30, zmm_state}, {"avx512vl", &cpu_registers::leaf7_ebx, 31, zmm_state},
};

bool has_one(const cpu_registers& cpu, const char* name, std::size_t length) {
  for (const feature& f : features) {
    if (std::strlen(f.name) == length && std::memcmp(f.name, name, length) == 0) {
      return (cpu.*f.reg >> f.bit & 1) != 0 && (cpu.xcr0 & f.state) == f.state;
    }
  }
  return false;
}

}  // namespace

cpu_registers read_cpu() {
  cpu_registers cpu{};
#if defined(__x86_64__)
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  if (__get_cpuid(0, &eax, &ebx, &ecx, &edx) == 0) return cpu;
  cpu.vendor = ebx;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0) return cpu;
  cpu.leaf1_ecx = ecx;
  if ((ecx >> 27 & 1) != 0) {  // OSXSAVE: xgetbv exists
    __asm__("xgetbv" : "=a"(eax), "=d"(edx) : "c"(0));
    cpu.xcr0 = static_cast<std::uint64_t>(edx) << 32 | eax;
  }
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0) cpu.leaf7_ebx = ebx;
#endif
  return cpu;
}

bool has_assists(const cpu_registers& cpu) {
  for (const char* vendor : {"Genu", "Cent", "  Sh"}) {  // GenuineIntel, CentaurHauls, Shanghai
    if (std::memcmp(&cpu.vendor, vendor, sizeof cpu.vendor) == 0) return true;
  }
  return false;
}

bool cpu_has(const cpu_registers& cpu, const char* names) {
  while (*names != '\0') {
    const std::size_t length = std::strcspn(names, " ");
    if (!has_one(cpu, names, length)) return false;
    names += length;
    names += std::strspn(names, " ");
  }
  return true;
}

}  // namespace simdact::detail
