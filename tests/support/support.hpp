// SPDX-License-Identifier: MIT
// What the test programs share: the ops and instruction sets at hand, inputs, and how a failure is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "format.hpp"
#include "kernel_id.hpp"
#include "support/floats.hpp"

namespace support {

using simdact::ulp::accuracy_name;
using simdact::ulp::call;
using simdact::ulp::direction;
using simdact::ulp::format;
using simdact::ulp::format_of;
using simdact::ulp::kernel_id;
using simdact::ulp::name_of;

// Whatever the dtype, an element is held as the double that it is: format.hpp. The dtype is f32 where none is named,
// and where elements are floats.
using numbers = std::vector<double>;

// The kernels of an op of every dtype, its own tiers and those that another's kernel serves.
std::vector<kernel_id> kernels_of(simdact_op op);
// Those of them with this direction.
std::vector<kernel_id> kernels_of(simdact_op op, direction way);
// Those that are not another tier's: the library gives the very same function for the others.
std::vector<kernel_id> distinct_kernels_of(simdact_op op);

// The forward kernel of f32.
inline kernel_id forward_kernel(simdact_op op, simdact_accuracy tier = SIMDACT_HIGH) {
  return {op, direction::forward, SIMDACT_F32, tier};
}

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

// f(x), or f'(x), over an array on the instruction set in use; throws if the library refuses.
numbers run(const kernel_id& kernel, const simdact_params* params, const numbers& x);
std::vector<float> run(const kernel_id& kernel, const simdact_params* params, const std::vector<float>& x);

// The bytes of an array of these elements, and the elements of such bytes.
std::vector<char> stored(simdact_dtype dtype, const numbers& x);
numbers loaded(simdact_dtype dtype, const std::vector<char>& bytes);

// The seed that every pseudo-random choice starts from: SIMDACT_TEST_SEED or a fixed one.
std::uint64_t seed();
// How many samples to take where `usual` are taken by default: SIMDACT_TEST_EFFORT, 1 by default, multiplies it.
std::size_t samples(std::size_t usual);

// About n elements at an even stride over all bit patterns, NaNs included, with a random offset; of f16 and bf16, all
// of them if n is no less. Of f64 as many besides where functions bend, which a stride over doubles hardly meets.
numbers strided(simdact_dtype dtype, std::size_t n);
std::vector<float> strided(std::size_t n);
// Every kind of input: zeros, infinities, NaNs quiet and signalling, the subnormals' ends, the largest, and numbers of
// every magnitude; n of them at least, in random order.
numbers mixed(simdact_dtype dtype, std::size_t n, std::mt19937_64& random);
std::vector<float> mixed(std::size_t n, std::mt19937_64& random);

// Parameters that the kernel accepts and that are not its op's defaults; empty where it has none.
std::vector<simdact_params> other_params(kernel_id kernel);
// Those of an op's forward function.
inline std::vector<simdact_params> other_params(simdact_op op) { return other_params(forward_kernel(op)); }

std::string describe(const simdact_params* params);

// One line for a failure: "gelu/forward/f32/high avx2 alpha=1 beta=0: x = ..., got ..., want ..., 1.2 ulp".
struct failure {
  kernel_id kernel;
  std::string isa;
  const simdact_params* params;
  double x, got;
};
std::string tell(const failure& f, const std::string& want, double ulp = -1);
std::string tell(const failure& f, double want);

// A double as a hex float, an element with its bits.
std::string hex(double x);
std::string hex(simdact_dtype dtype, double x);

// body(kernel, isa) for each kernel on each instruction set, in use meanwhile: a doctest subcase each.
template <class Body>
void for_each_kernel(const std::vector<kernel_id>& kernels, const Body& body) {
  for (const kernel_id& kernel : kernels) {
    for (const std::string& isa : isas()) {
      SUBCASE((name_of(kernel) + " " + isa).c_str()) {
        const use_isa use(isa);
        body(kernel, isa);
      }
    }
  }
}

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
