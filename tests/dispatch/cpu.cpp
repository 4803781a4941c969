// SPDX-License-Identifier: MIT
// The decision which instruction sets a CPU can run, on registers as CPUID and XGETBV gave them on known CPUs.
#include "cpu.hpp"

#include <cstring>

#include "doctest/doctest.h"
#include "simdact/simdact.h"

namespace {

using simdact::detail::cpu_has;
using simdact::detail::cpu_registers;

struct isa {
  const char *name, *processor, *features;
};
constexpr isa isas[] = {
#define SIMDACT_ISA(name, processor, arch, features) {#name, #processor, features},
#include "isa.def"
#undef SIMDACT_ISA
};

const char* features_of(const char* name) {
  for (const isa& i : isas) {
    if (std::strcmp(i.name, name) == 0) return i.features;
  }
  return "no such instruction set";
}

struct recorded {
  const char* cpu;
  cpu_registers registers;
  bool avx2, avx512;
};
// leaf 1 ecx, leaf 7 ebx, XCR0. The first rows are real CPUs as the CPUID dumps of the InstLatx64 collection have them,
// XCR0 from the size of the enabled save area; the others are such a CPU with something hidden or switched off.
constexpr recorded table[] = {
    {"Core i7-4770, Haswell", {0x7ffafbff, 0x000027ab, 0x7}, true, false},
    {"Core i9-7900X, Skylake-X", {0x7ffefbbf, 0xd39ffffb, 0xe7}, true, true},
    {"Core i7-1065G7, Ice Lake", {0x7ffafbbf, 0xf2bf27ef, 0xe7}, true, true},
    {"Core i9-12900K, Alder Lake, its efficient cores off", {0x7ffafbff, 0xf3bfa7eb, 0xe7}, true, true},
    {"Core i9-12900K, Alder Lake", {0x7ffafbff, 0x239ca7eb, 0x7}, true, false},
    {"Xeon w7-2475X, Sapphire Rapids", {0x7ffefbff, 0xf3bfbffb, 0x602e7}, true, true},
    {"Xeon Phi 7210, Knights Landing: F and CD, no BW, DQ, VL", {0x7ff8f39f, 0x1c0d23ab, 0xe7}, true, false},
    {"Ryzen 9 PRO 3900, Zen 2", {0x7ed8320b, 0x219c91a9, 0x7}, true, false},
    {"Ryzen 5 7600X, Zen 4", {0x7ef8320b, 0xf1bf97a9, 0xe7}, true, true},
    {"Ryzen 9 9950X, Zen 5", {0x7ed8320b, 0xf1bf97ab, 0xe7}, true, true},
    {"Core i7-3770K, Ivy Bridge: no FMA, no AVX2", {0x7f9ae3bf, 0x00000281, 0x7}, false, false},
    {"Sandy Bridge: no leaf 7", {0x1fbae3ff, 0, 0x7}, false, false},
    {"Bloomfield, Nehalem", {0x0098e3bd, 0, 0}, false, false},
    {"Windows on Arm's emulated CPU, no XSAVE", {0x02982203, 0, 0}, false, false},
    {"Skylake-X, its XSAVE hidden by a virtual machine", {0x73fefbbf, 0xd39ffffb, 0}, false, false},
    {"Zen 4, opmask and zmm states off", {0x7ef8320b, 0xf1bf97a9, 0x7}, true, false},
    {"Zen 4, opmask state alone on", {0x7ef8320b, 0xf1bf97a9, 0x27}, true, false},
    {"Zen 4, upper zmm16-31 state off", {0x7ef8320b, 0xf1bf97a9, 0x67}, true, false},
    {"Zen 4, opmask state off", {0x7ef8320b, 0xf1bf97a9, 0xc7}, true, false},
    {"Zen 4, AVX state off", {0x7ef8320b, 0xf1bf97a9, 0x3}, false, false},
    {"Zen 4, AVX state off but zmm on", {0x7ef8320b, 0xf1bf97a9, 0xe3}, false, false},
    {"Zen 4, no OSXSAVE", {0x76f8320b, 0xf1bf97a9, 0}, false, false},
    {"Skylake-X with VL hidden", {0x7ffefbbf, 0x539ffffb, 0xe7}, true, false},
    {"Skylake-X with BW hidden", {0x7ffefbbf, 0x939ffffb, 0xe7}, true, false},
    {"Skylake-X with CD hidden", {0x7ffefbbf, 0xc39ffffb, 0xe7}, true, false},
    {"Skylake-X with DQ hidden", {0x7ffefbbf, 0xd39dfffb, 0xe7}, true, false},
    {"Skylake-X with F hidden", {0x7ffefbbf, 0xd39efffb, 0xe7}, true, false},
    {"Haswell with FMA hidden", {0x7ffaebff, 0x000027ab, 0x7}, false, false},
    {"Haswell with F16C hidden", {0x5ffafbff, 0x000027ab, 0x7}, false, false},
    {"Haswell with AVX2 hidden", {0x7ffafbff, 0x0000278b, 0x7}, false, false},
    {"nothing", {0, 0, 0}, false, false},
};

}  // namespace

TEST_CASE("cpu/recorded registers") {
  for (const recorded& r : table) {
    INFO(r.cpu);
    CHECK(cpu_has(r.registers, features_of("avx2")) == r.avx2);
    CHECK(cpu_has(r.registers, features_of("avx512")) == r.avx512);
    CHECK(cpu_has(r.registers, features_of("generic")));
  }
}

TEST_CASE("cpu/feature lists") {
  constexpr cpu_registers all{0xffffffff, 0xffffffff, ~std::uint64_t{0}};
  CHECK(cpu_has(all, ""));
  CHECK(cpu_has(all, "avx2"));
  CHECK(cpu_has(all, "avx2 fma"));
  CHECK_FALSE(cpu_has(all, "avx"));  // a prefix of a known name is not it
  CHECK_FALSE(cpu_has(all, "avx512"));
  CHECK_FALSE(cpu_has(all, "amx"));
  CHECK_FALSE(cpu_has(all, "avx2 amx"));
  CHECK_FALSE(cpu_has(all, "amx avx2"));
  for (const isa& i : isas) {
    if (std::strcmp(i.processor, "x86_64") == 0) CHECK_MESSAGE(cpu_has(all, i.features), i.name);
  }
}

TEST_CASE("cpu/assists") {
  const auto of = [](std::uint32_t vendor) {
    cpu_registers cpu{};
    cpu.vendor = vendor;
    return simdact::detail::has_assists(cpu);
  };
  CHECK(of(0x756e6547));        // GenuineIntel
  CHECK(of(0x746e6543));        // CentaurHauls
  CHECK(of(0x68532020));        // Shanghai
  CHECK_FALSE(of(0x68747541));  // AuthenticAMD
  CHECK_FALSE(of(0x6f677948));  // HygonGenuine
  CHECK_FALSE(of(0));
}

// This machine's own registers support what the library offers on it, and nothing else.
TEST_CASE("cpu/this machine") {
  const cpu_registers here = simdact::detail::read_cpu();
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const char* name = simdact_isa_name(i);
    CHECK_MESSAGE((simdact_isa_supported(name) != 0) == cpu_has(here, features_of(name)), name);
  }
}
