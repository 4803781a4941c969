// SPDX-License-Identifier: MIT
// The files that a passed sweep leaves in the tree: tests/bits.txt, the hashes, and docs/accuracy.md, the errors. One
// line per function, dtype and tier; writing one function's lines leaves the others as they are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace simdact::ulp {

// The stride of the second hash in bits.txt, a prime, so that it meets every pattern of low bits: for machines on which
// all 2^32 inputs take too long.
inline constexpr std::uint64_t recorded_stride = 1021;

struct recorded_hashes {
  std::uint64_t whole, strided;
};

struct measured {
  double bound, max_ulp;
  float worst, got;
  double want;
};

class record {
 public:
  explicit record(std::string tree);  // the source tree; files that do not exist count as empty

  std::optional<recorded_hashes> hashes(const std::string& function, const std::string& tier) const;
  void set(const std::string& function, const std::string& tier, const recorded_hashes& h, const measured& m);
  void write() const;  // lines of functions that ops.def lacks are dropped

 private:
  using key = std::pair<std::string, std::string>;  // function, tier
  std::string tree_;
  std::map<key, recorded_hashes> hashes_;
  std::map<key, std::string> rows_;
};

const char* tier_name(int tier);
std::string hex(double x);  // "0x1.8p+1"; "0" and "-0" for zeros

}  // namespace simdact::ulp
