// SPDX-License-Identifier: MIT
// What the test programs share: the ops and instruction sets at hand, inputs, and how a failure is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "simdact/simdact.h"
#include "support/floats.hpp"

namespace support {

// A function at one tier: what a test runs.
struct kernel_id {
  simdact_op op;
  simdact_accuracy tier;
};

const char* tier_name(simdact_accuracy tier);
// The tiers of an op that have a kernel for f32.
std::vector<simdact_accuracy> tiers_of(simdact_op op);

// The instruction sets of this build that this CPU supports, best first.
std::vector<std::string> isas();

// Makes an instruction set the one in use, and on leaving goes back to the environment's choice.
class use_isa {
 public:
  explicit use_isa(const std::string& name);
  ~use_isa();
  use_isa(const use_isa&) = delete;
  use_isa& operator=(const use_isa&) = delete;
};

// f over an array on the instruction set in use; throws if the library refuses.
std::vector<float> run(kernel_id kernel, const simdact_params* params, const std::vector<float>& x);

// The seed that every pseudo-random choice starts from: SIMDACT_TEST_SEED or a fixed one.
std::uint64_t seed();
// How many samples to take where `usual` are taken by default: SIMDACT_TEST_EFFORT, 1 by default, multiplies it.
std::size_t samples(std::size_t usual);

// About n floats at an even stride over all 2^32, NaNs included, with a random offset.
std::vector<float> strided(std::size_t n);
// Every kind of input: zeros, infinities, NaNs quiet and signalling, the subnormals' ends, the largest, and numbers of
// every magnitude; n of them at least, in random order.
std::vector<float> mixed(std::size_t n, std::mt19937_64& random);
// The floats within `reach` places of x on both sides.
void add_neighbours(std::vector<float>& to, float x, std::int32_t reach);

// Parameters that the op accepts and that are not its defaults; empty where it has none.
std::vector<simdact_params> other_params(simdact_op op);

std::string describe(const simdact_params* params);

// One line for a failure: "gelu high avx2 alpha=1 beta=0: x = ..., got ..., want ..., 1.2 ulp".
struct failure {
  kernel_id kernel;
  std::string isa;
  const simdact_params* params;
  float x, got;
};
std::string tell(const failure& f, const std::string& want, double ulp = -1);
inline std::string tell(const failure& f, float want) { return tell(f, hex(want)); }

// Fails the test case for the first few messages it is given and counts the rest.
class reporter {
 public:
  explicit reporter(int most = 8) : left_(most) {}
  ~reporter();
  reporter(const reporter&) = delete;
  reporter& operator=(const reporter&) = delete;
  void fail(const std::string& message);
  bool failed() const { return count_ > 0; }

 private:
  int left_;
  std::size_t count_ = 0;
};

}  // namespace support
