// SPDX-License-Identifier: MIT
// bits FILE [ISA...]: do the functions give the hashes of FILE, which is tests/bits.txt? Each on every ISA named, or on
// every one that this machine has, over the stride of the file's last column.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "hash.hpp"
#include "simdact/simdact.h"

namespace {

// tools/ulp/record.hpp: the stride of the last column.
constexpr std::uint64_t stride = 1021;

simdact_accuracy tier_from_name(const std::string& name) {
  return name == "fast" ? SIMDACT_FAST : name == "exact" ? SIMDACT_EXACT : SIMDACT_HIGH;
}

std::uint64_t strided_hash(simdact_forward_fn kernel) {
  std::vector<float> x(4096), y(4096);
  simdact::ulp::hash hash;
  for (std::uint64_t next = 0; next < std::uint64_t{1} << 32;) {
    std::size_t n = 0;
    for (; n < x.size() && next < std::uint64_t{1} << 32; ++n, next += stride) {
      const auto bits = static_cast<std::uint32_t>(next);
      std::memcpy(&x[n], &bits, sizeof bits);
    }
    kernel(nullptr, x.data(), y.data(), n);
    hash.add(x.data(), y.data(), n);
  }
  return hash.value();
}

struct line {
  std::string function, dtype, tier;
  std::uint64_t whole, strided;
};

std::vector<line> read(const char* path) {
  std::vector<line> lines;
  std::ifstream file(path);
  for (std::string text; std::getline(file, text);) {
    std::istringstream words(text);
    line l;
    if (words >> l.function >> l.dtype >> l.tier >> std::hex >> l.whole >> l.strided) lines.push_back(l);
  }
  return lines;
}

int check(const std::vector<line>& lines, const std::string& isa) {
  if (simdact_set_isa(isa.c_str()) != SIMDACT_OK) {
    std::cout << "FAILED: this machine has no " << isa << '\n';
    return 1;
  }
  int failures = 0;
  for (const line& l : lines) {
    if (l.dtype != "f32") continue;
    const simdact_forward_fn kernel =
        simdact_find_forward(simdact_op_from_name(l.function.c_str()), SIMDACT_F32, tier_from_name(l.tier));
    if (kernel != nullptr && strided_hash(kernel) == l.strided) continue;
    std::cout << "FAILED: " << l.function << ' ' << l.tier << ' ' << isa << (kernel ? ": another hash\n" : ": none\n");
    ++failures;
  }
  std::cout << isa << ": " << lines.size() << " hashes, " << failures << " differ\n";
  return failures;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<line> lines = argc > 1 ? read(argv[1]) : std::vector<line>{};
  if (lines.size() < simdact_op_count()) {
    std::cout << "FAILED: " << lines.size() << " hashes for " << simdact_op_count() << " functions\n";
    return 1;
  }
  std::vector<std::string> isas(argv + 2, argv + argc);
  for (std::size_t i = 0; argc == 2 && i < simdact_isa_count(); ++i) {
    if (simdact_isa_supported(simdact_isa_name(i)) != 0) isas.emplace_back(simdact_isa_name(i));
  }
  int failures = 0;
  for (const std::string& isa : isas) failures += check(lines, isa);
  return failures != 0;
}
