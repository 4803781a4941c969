// SPDX-License-Identifier: MIT
// The kernels for CPUs with assists give the bits of the usual ones: over a stride of all inputs, over more of those
// that they treat differently, alone and beside usual inputs; derivatives with dy of every size.
#include <cstdlib>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

// Makes the library take the CPU for one with assists, or for one without.
class assists {
 public:
  explicit assists(const char* value) { setenv("SIMDACT_ASSISTS", value, 1); }
  ~assists() { unsetenv("SIMDACT_ASSISTS"); }
  assists(const assists&) = delete;
  assists& operator=(const assists&) = delete;
};

// Small numbers of every exponent, most of them subnormal or nearly so, and every seventh number as it comes in usual
// arrays, or zero.
support::numbers small_numbers(simdact_dtype dtype, std::size_t n, std::mt19937_64& random) {
  const support::format& f = support::format_of(dtype);
  support::numbers x(n);
  std::normal_distribution<double> usual(0, 3);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t exponents = i % 2 == 0 ? 3 : f.sign_bit() >> (f.fraction() + 1);
    const std::uint64_t bits = random() & ((f.sign_bit() - 1) >> 1 | f.sign_bit());
    const std::uint64_t mantissa = (std::uint64_t{1} << f.fraction()) - 1;
    const std::uint64_t exponent = (bits >> f.fraction()) % exponents;
    x[i] = simdact::ulp::value_of(f, (bits & (f.sign_bit() | mantissa)) | exponent << f.fraction());
    if (i % 7 == 0) x[i] = i % 14 == 0 ? 0 : simdact::ulp::rounded(f, usual(random));
  }
  return x;
}

// dy f'(x), or f(x), as the bytes of the results.
std::vector<char> run(const support::kernel_id& kernel, const char* with_assists, const std::string& isa,
                      const std::vector<char>& x, const std::vector<char>& dy) {
  const assists set(with_assists);
  const support::use_isa use(isa);
  const std::size_t n = x.size() / support::format_of(kernel.dtype).size;
  std::vector<char> y(x.size());
  simdact_status status = SIMDACT_OK;
  if (kernel.way == support::direction::forward) {
    status = simdact_forward(kernel.op, kernel.dtype, kernel.tier, nullptr, x.data(), y.data(), n);
  } else if (kernel.way == support::direction::backward) {
    status = simdact_backward(kernel.op, kernel.dtype, kernel.tier, nullptr, x.data(), dy.data(), y.data(), n);
  } else {
    status = simdact_backward_from_output(kernel.op, kernel.dtype, nullptr, x.data(), dy.data(), y.data(), n);
  }
  REQUIRE(status == SIMDACT_OK);
  return y;
}

void compare(const support::kernel_id& kernel, const support::numbers& x, const support::numbers& dy,
             support::reporter& report) {
  const std::vector<char> from = support::stored(kernel.dtype, x), factors = support::stored(kernel.dtype, dy);
  for (const std::string& isa : support::isas()) {
    const std::vector<char> usual = run(kernel, "0", isa, from, factors),
                            careful = run(kernel, "1", isa, from, factors);
    if (usual == careful) continue;
    const support::numbers want = support::loaded(kernel.dtype, usual), got = support::loaded(kernel.dtype, careful);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (support::same(got[i], want[i])) continue;
      report.fail(tell(support::failure{kernel, isa, nullptr, x[i], got[i]}, want[i]) + " [dy " +
                  std::to_string(dy[i]) + "]");
    }
  }
}

void check(simdact_op op) {
  for (const support::kernel_id& kernel : support::distinct_kernels_of(op)) {
    if (kernel.dtype != SIMDACT_F32 && kernel.dtype != SIMDACT_F64) continue;
    SUBCASE(name_of(kernel).c_str()) {
      support::reporter report;
      std::mt19937_64 random(support::seed());
      support::numbers x = support::strided(kernel.dtype, support::samples(200000));
      for (const double one : small_numbers(kernel.dtype, support::samples(200000), random)) x.push_back(one);
      const support::numbers ones(x.size(), 1.0);
      compare(kernel, x, ones, report);
      if (kernel.way != support::direction::forward) {
        compare(kernel, x, support::mixed(kernel.dtype, x.size(), random), report);
        support::numbers dy(x.size());
        std::normal_distribution<double> usual(0, 1);
        for (double& one : dy) one = simdact::ulp::rounded(support::format_of(kernel.dtype), usual(random));
        compare(kernel, x, dy, report);
      }
      CHECK_FALSE(report.failed());
    }
  }
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("careful/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
