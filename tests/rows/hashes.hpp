// SPDX-License-Identifier: MIT
// Hashes of results over seeded inputs, against those of tests/rows/hashes.tsv.
#pragma once

#include <cstdio>
#include <fstream>
#include <string>

#include "rows/arrays.hpp"

namespace rows {

// FNV-1a over the elements' bits, all NaNs being one.
class hash {
 public:
  void add(const array& a) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::uint64_t bits = a.bits(i), k = 0; k < a.form().size; ++k, bits >>= 8) {
        value_ = (value_ ^ (bits & 0xff)) * 0x100000001b3;
      }
    }
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

// The recorded hash of that name; a failure tells the line that the file is to have.
inline void check_hash(const std::string& name, std::uint64_t got) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(got));
  std::ifstream file(SIMDACT_SOURCE_TREE "/tests/rows/hashes.tsv");
  std::string recorded_name, value, found;
  while (file >> recorded_name >> value) {
    if (recorded_name == name) found = value;
  }
  const std::string line = name + "\t" + text;
  INFO(line);
  CHECK(found == text);
}

}  // namespace rows
