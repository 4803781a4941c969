// SPDX-License-Identifier: MIT
// The recorded bits: every op's hashes of tests/bits.txt, over all 2^32 inputs on the instruction sets with registers
// (hash/), and over the recorded stride on every one (hash-stride/).
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "hash.hpp"
#include "record.hpp"
#include "support/support.hpp"

namespace {

struct line {
  std::string op, dtype, tier, whole, strided;
};

std::vector<line> recorded() {
  std::vector<line> lines;
  std::ifstream file(SIMDACT_SOURCE_TREE "/tests/bits.txt");
  for (std::string text; std::getline(file, text);) {
    std::istringstream words(text);
    line l;
    if (text[0] != '#' && words >> l.op >> l.dtype >> l.tier >> l.whole >> l.strided) lines.push_back(l);
  }
  return lines;
}

// The hash over the inputs whose bits are multiples of the stride.
std::string hash_of(support::kernel_id kernel, std::uint64_t stride) {
  constexpr std::size_t block = 4096;  // both arrays stay in the first cache
  const simdact_forward_fn run = simdact_find_forward(kernel.op, SIMDACT_F32, kernel.tier);
  std::vector<float> x(block), y(block);
  simdact::ulp::hash hash;
  const std::uint64_t count = ((std::uint64_t{1} << 32) + stride - 1) / stride;
  for (std::uint64_t done = 0; done < count; done += block) {
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(block, count - done));
    const auto first = static_cast<std::uint32_t>(done * stride), step = static_cast<std::uint32_t>(stride);
    for (std::uint32_t i = 0; i < n; ++i) x[i] = support::float_of(first + i * step);
    run(nullptr, x.data(), y.data(), n);
    hash.add(x.data(), y.data(), n);
  }
  char text[32];
  std::snprintf(text, sizeof text, "%016" PRIx64, hash.value());
  return text;
}

void check(simdact_op op, std::uint64_t stride) {
  std::size_t found = 0;
  for (const line& l : recorded()) {
    if (l.op != simdact_op_name(op) || l.dtype != "f32") continue;
    for (const simdact_accuracy tier : support::tiers_of(op)) {
      if (l.tier != support::tier_name(tier)) continue;
      ++found;
      for (const std::string& isa : support::isas()) {
        if (stride == 1 && isa == "generic") continue;
        const support::use_isa use(isa);
        const std::string hash = hash_of({op, tier}, stride);
        CHECK_MESSAGE(hash == (stride == 1 ? l.whole : l.strided),
                      l.op << " " << l.tier << " " << isa
                           << ": other bits than tests/bits.txt over the inputs of stride " << stride
                           << "; `tools/dev verify " << l.op << "` tells where they differ or records them");
      }
    }
  }
  CHECK_MESSAGE(found > 0, simdact_op_name(op) << " has no line in tests/bits.txt: `tools/dev verify` records it");
}

}  // namespace

#define SIMDACT_OP(id, name)                                                                          \
  TEST_CASE("hash-stride/" #name) { check(simdact_after_##name - 1, simdact::ulp::recorded_stride); } \
  TEST_CASE("hash/" #name) { check(simdact_after_##name - 1, 1); }
#include "simdact/ops.def"
#undef SIMDACT_OP
