// SPDX-License-Identifier: MIT
// The recorded bits: every kernel's hashes of tests/record.tsv. hash/: over all 2^32 floats on the best instruction set
// of the machine; hash-others/: the same on its others with registers; hash-stride/: on each, over the recorded stride
// of the floats, and of the other types over all that is recorded.
#include <algorithm>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "hash.hpp"
#include "record.hpp"
#include "support/support.hpp"

namespace {

using simdact::ulp::record_row;

// The hash over every float.
std::uint64_t whole_hash_of(const simdact::ulp::resolved& run) {
  constexpr std::size_t block = 4096;  // both arrays stay in the first cache
  std::vector<float> x(block), y(block);
  simdact::ulp::hash hash;
  for (std::uint64_t done = 0; done >> 32 == 0; done += block) {
    const auto first = static_cast<std::uint32_t>(done);
    for (std::uint32_t i = 0; i < block; ++i) x[i] = support::float_of(first + i);
    run(nullptr, x.data(), y.data(), block);
    hash.add(x.data(), y.data(), block);
  }
  return hash.value();
}

bool on_every_isa(const std::string&) { return true; }
bool on_the_best(const std::string& isa) { return isa == support::isas().front(); }
bool on_others_with_registers(const std::string& isa) { return isa != "generic" && !on_the_best(isa); }

void check(simdact_op op, bool whole, bool (*is_wanted)(const std::string& isa)) {
  std::vector<record_row> rows = simdact::ulp::read_record(SIMDACT_SOURCE_TREE);
  std::vector<support::kernel_id> recorded;
  for (const record_row& row : rows) {
    if (row.kernel.op == op && (!whole || row.kernel.dtype == SIMDACT_F32)) recorded.push_back(row.kernel);
  }
  REQUIRE_MESSAGE(!recorded.empty(), "no line in tests/record.tsv: `tools/dev verify` records it");
  support::for_each_kernel(recorded, [&](const support::kernel_id& kernel, const std::string& isa) {
    if (!is_wanted(isa)) return;
    const record_row* row = simdact::ulp::find(rows, kernel);
    const simdact::ulp::resolved run(kernel);
    const std::uint64_t hash = whole ? whole_hash_of(run) : simdact::ulp::recorded_hash_of(kernel.dtype, run);
    CHECK_MESSAGE(hash == (whole ? row->hash : row->hash_of_all_isas()),
                  "other bits than tests/record.tsv over " << (whole ? "all inputs" : "the recorded part")
                                                           << "; `tools/dev verify " << simdact_op_name(op)
                                                           << "` tells where they differ or records them");
  });
}

}  // namespace

#define SIMDACT_OP(id, NAME, name)                                    \
  TEST_CASE("hash-stride/" #name) { check(id, false, on_every_isa); } \
  TEST_CASE("hash/" #name) { check(id, true, on_the_best); }          \
  TEST_CASE("hash-others/" #name) { check(id, true, on_others_with_registers); }
#include "simdact/ops.def"
#undef SIMDACT_OP
