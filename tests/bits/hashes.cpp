// SPDX-License-Identifier: MIT
// The recorded bits: every kernel's hashes of tests/record.tsv. hash/: over all 2^32 inputs on the best instruction set
// of the machine; hash-others/: the same on its others with registers; hash-stride/: over the recorded stride on each,
// and of the other types all that is recorded.
#include <algorithm>
#include <string>
#include <vector>

#include "critical.hpp"
#include "doctest/doctest.h"
#include "hash.hpp"
#include "record.hpp"
#include "sample.hpp"
#include "support/support.hpp"

namespace {

using simdact::ulp::record_row;

// The hash over the inputs whose bits are multiples of the stride.
std::uint64_t hash_of_floats(const simdact::ulp::resolved& run, std::uint64_t stride) {
  constexpr std::size_t block = 4096;  // both arrays stay in the first cache
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
  return hash.value();
}

// That of all inputs of 16 bits; of f64, of the recorded sample.
std::uint64_t hash_of_others(const support::kernel_id& kernel, const simdact::ulp::resolved& run) {
  support::numbers x;
  if (kernel.dtype == SIMDACT_F64) {
    for (std::uint64_t i = 0; i < simdact::ulp::hashed_samples; ++i) x.push_back(simdact::ulp::sample(i));
  } else {
    x = simdact::ulp::all_inputs(kernel.dtype);
  }
  const std::vector<char> from = support::stored(kernel.dtype, x);
  std::vector<char> to(from.size());
  run(nullptr, from.data(), to.data(), x.size());
  simdact::ulp::hash hash;
  hash.add(support::format_of(kernel.dtype), from.data(), to.data(), x.size());
  return hash.value();
}

bool on_every_isa(const std::string&) { return true; }
bool on_the_best(const std::string& isa) { return isa == support::isas().front(); }
bool on_others_with_registers(const std::string& isa) { return isa != "generic" && !on_the_best(isa); }

void check(simdact_op op, std::uint64_t stride, bool (*is_wanted)(const std::string& isa)) {
  std::vector<record_row> rows = simdact::ulp::read_record(SIMDACT_SOURCE_TREE);
  std::vector<support::kernel_id> recorded;
  for (const record_row& row : rows) {
    if (row.kernel.op == op) recorded.push_back(row.kernel);
  }
  REQUIRE_MESSAGE(!recorded.empty(), "no line in tests/record.tsv: `tools/dev verify` records it");
  support::for_each_kernel(recorded, [&](const support::kernel_id& kernel, const std::string& isa) {
    const bool floats = kernel.dtype == SIMDACT_F32;
    if (!is_wanted(isa) || (!floats && stride == 1)) return;
    const record_row* row = simdact::ulp::find(rows, kernel);
    const simdact::ulp::resolved run(kernel);
    const std::uint64_t hash = floats ? hash_of_floats(run, stride) : hash_of_others(kernel, run);
    CHECK_MESSAGE(hash == (stride == 1 || !floats ? row->hash : row->strided),
                  "other bits than tests/record.tsv over the inputs of stride "
                      << stride << "; `tools/dev verify " << simdact_op_name(op)
                      << "` tells where they differ or records them");
  });
}

}  // namespace

#define SIMDACT_OP(id, NAME, name)                                                            \
  TEST_CASE("hash-stride/" #name) { check(id, simdact::ulp::recorded_stride, on_every_isa); } \
  TEST_CASE("hash/" #name) { check(id, 1, on_the_best); }                                     \
  TEST_CASE("hash-others/" #name) { check(id, 1, on_others_with_registers); }
#include "simdact/ops.def"
#undef SIMDACT_OP
