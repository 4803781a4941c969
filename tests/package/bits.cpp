// SPDX-License-Identifier: MIT
// bits TREE [ISA...]: do the kernels give the hashes of TREE/tests/record.tsv? Each on every ISA named, or on every one
// that this machine has, over the record's stride.
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "record.hpp"

namespace {

using simdact::ulp::record_row;

int check(const std::vector<record_row>& rows, const std::string& isa) {
  if (simdact_set_isa(isa.c_str()) != SIMDACT_OK) {
    std::cout << "FAILED: this machine has no " << isa << '\n';
    return 1;
  }
  int failures = 0;
  for (const record_row& row : rows) {
    const simdact::ulp::resolved kernel(row.kernel);
    if (kernel && recorded_hash_of(row.kernel.dtype, kernel) == row.hash_of_all_isas()) continue;
    std::cout << "FAILED: " << name_of(row.kernel) << ' ' << isa << (kernel ? ": another hash\n" : ": none\n");
    ++failures;
  }
  std::cout << isa << ": " << rows.size() << " hashes, " << failures << " differ\n";
  return failures;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<record_row> rows = argc > 1 ? simdact::ulp::read_record(argv[1]) : std::vector<record_row>{};
  if (rows.size() < simdact_op_count()) {
    std::cout << "FAILED: " << rows.size() << " hashes for " << simdact_op_count() << " functions\n";
    return 1;
  }
  std::vector<std::string> isas(argv + 2, argv + argc);
  for (std::size_t i = 0; argc == 2 && i < simdact_isa_count(); ++i) {
    if (simdact_isa_supported(simdact_isa_name(i)) != 0) isas.emplace_back(simdact_isa_name(i));
  }
  int failures = 0;
  for (const std::string& isa : isas) failures += check(rows, isa);
  return failures != 0;
}
