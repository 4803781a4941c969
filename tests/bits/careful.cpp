// SPDX-License-Identifier: MIT
// The kernels for CPUs with assists give the bits of the usual ones: over a stride of all inputs, over more of those
// that they treat differently, alone and beside usual inputs, in arrays of every length and place; derivatives with dy
// of every size. careful-all is over every float whose result may be subnormal.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"
#include "ulp.hpp"

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

// Numbers of the sizes at which results become subnormal, with either sign. In stretches of 4096 all are such, or every
// 300th, or every other 64; between them are usual ones, and NaN, infinities, zeros and subnormal numbers.
support::numbers tail_numbers(simdact_dtype dtype, std::size_t n, std::mt19937_64& random) {
  const support::format& f = support::format_of(dtype);
  const double least = f.smallest_normal() / 8, infinity = std::numeric_limits<double>::infinity();
  const double odd[] = {0.0, -0.0, least, -least, infinity, -infinity, std::nan("")};
  std::normal_distribution<double> usual(0, 3);
  std::uniform_real_distribution<double> octave(1, dtype == SIMDACT_F64 ? 9.7 : 7.2);
  support::numbers x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t stretch = i / 4096 % 3;
    const bool far = stretch == 0 || (stretch == 1 && i % 300 == 7) || (stretch == 2 && i / 64 % 2 == 0);
    const double size = std::exp2(octave(random));
    x[i] = far ? (random() % 4 == 0 ? size : -size) : usual(random);
    if (random() % 1000 == 0) x[i] = odd[random() % 7];
    x[i] = simdact::ulp::rounded(f, x[i]);
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

// Arrays of all lengths up to 300 that begin anywhere in x, and end where x does.
void compare_lengths(const support::kernel_id& kernel, const support::numbers& x, support::reporter& report) {
  for (std::size_t n = 1; n <= 300 && !report.failed(); ++n) {
    const auto end = x.end() - static_cast<std::ptrdiff_t>(37 * n);
    const support::numbers some(end - static_cast<std::ptrdiff_t>(n), end);
    compare(kernel, some, support::numbers(n, 0.75), report);
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
      const support::numbers far = tail_numbers(kernel.dtype, support::samples(200000), random);
      compare(kernel, far, ones, report);
      compare_lengths(kernel, support::numbers(far.begin(), far.begin() + 12288), report);
      if (kernel.way != support::direction::forward) {
        compare(kernel, x, support::mixed(kernel.dtype, x.size(), random), report);
        support::numbers dy(x.size());
        std::normal_distribution<double> usual(0, 1);
        for (double& one : dy) one = simdact::ulp::rounded(support::format_of(kernel.dtype), usual(random));
        compare(kernel, x, dy, report);
        compare(kernel, far, dy, report);
        compare(kernel, far, support::mixed(kernel.dtype, far.size(), random), report);
      }
      CHECK_FALSE(report.failed());
    }
  }
}

// Every float x whose |x| has bits from `first` to below `last`, in arrays of 2^16; dy is not the same twice in a row.
void check_all(simdact_op op, std::uint32_t first, std::uint32_t last) {
  constexpr std::uint32_t step = 1u << 15, size = 2 * step;
  for (const support::kernel_id& kernel : support::distinct_kernels_of(op)) {
    if (kernel.dtype != SIMDACT_F32) continue;
    SUBCASE(name_of(kernel).c_str()) {
      support::reporter report;
      for (std::uint32_t begin = first; begin < last && !report.failed(); begin += step) {
        std::vector<std::uint32_t> bits(size);
        std::vector<float> factors(size);
        for (std::uint32_t i = 0; i < size; ++i) {
          bits[i] = (begin + i / 2) | (i % 2) << 31;
          factors[i] = (i % 3 == 0 ? -1.0f : 0.5f) + static_cast<float>(i % 1021) / 256;
        }
        std::vector<char> x(size * sizeof(float)), dy(x.size());
        std::memcpy(x.data(), bits.data(), x.size());
        std::memcpy(dy.data(), factors.data(), dy.size());
        for (const std::string& isa : support::isas()) {
          if (isa == "generic") continue;  // which has the usual kernels alone
          if (run(kernel, "0", isa, x, dy) != run(kernel, "1", isa, x, dy)) {
            report.fail(name_of(kernel) + " [" + isa + "] from bits " + std::to_string(begin));
          }
        }
      }
      CHECK_FALSE(report.failed());
    }
  }
}

}  // namespace

// Tests of the test: what is compared are two kernels on the instruction sets of CPUs that may have assists.
TEST_CASE("careful/chosen") {
  for (const std::string& isa : support::isas()) {
    const auto find = [&](const char* with_assists) {
      const assists set(with_assists);
      const support::use_isa use(isa);
      return simdact_find_forward(SIMDACT_EXP, SIMDACT_F32, SIMDACT_HIGH);
    };
    INFO(isa);
    CHECK((find("0") != find("1")) == (isa.rfind("avx", 0) == 0));
  }
}

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("careful/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("careful-subnormal/" #name) { check_all(id, 0, 0x00800000u); }
#include "simdact/ops.def"
#undef SIMDACT_OP
#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("careful-all/" #name) { check_all(id, 0x40000000u, 0x43800000u); }  // from 2 to 256
#include "simdact/ops.def"
#undef SIMDACT_OP
