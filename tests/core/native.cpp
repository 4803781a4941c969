// SPDX-License-Identifier: MIT
// Every native operation gives the same bits on every instruction set's registers as on plain floats, for every kind of
// operand: the ground on which the ops' equal bits stand.
#include <string>
#include <vector>

#include "core/lanes.hpp"
#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

struct isa {
  const char* name;
  lanes::function apply;
};
constexpr isa isas[] = {
#if defined(__x86_64__)
    {"avx512", &lanes::avx512},
    {"avx2", &lanes::avx2},
#elif defined(__aarch64__)
    {"neon", &lanes::neon},
#endif
};

constexpr const char* operations[] = {
#define OPERATION(name, expression) #name,
#include "core/operations.def"
#undef OPERATION
};

// Every pair and triple of special operands, then random ones.
void fill(std::vector<float>& a, std::vector<float>& b, std::vector<float>& c) {
  std::mt19937_64 random(support::seed());
  const std::vector<float> some = support::mixed(20, random);
  for (const float x : some) {
    for (const float y : some) {
      for (const float z : some) {
        a.push_back(x);
        b.push_back(y);
        c.push_back(z);
      }
    }
  }
  const std::vector<float> more = support::mixed(support::samples(100000), random);
  for (std::size_t i = 0; i < more.size(); ++i) {
    a.push_back(more[i]);
    b.push_back(more[(i * 7919 + 1) % more.size()]);
    c.push_back(more[(i * 104729 + 2) % more.size()]);
  }
  const std::size_t n = a.size() / 16 * 16;
  a.resize(n);
  b.resize(n);
  c.resize(n);
}

}  // namespace

TEST_CASE("native/operations") {
  std::vector<float> a, b, c;
  fill(a, b, c);
  support::reporter report;
  std::vector<float> want(a.size()), got(a.size());
  for (int operation = 0; operation < static_cast<int>(std::size(operations)); ++operation) {
    lanes::generic(operation, a.data(), b.data(), c.data(), want.data(), a.size());
    for (const isa& on : isas) {
      if (simdact_isa_supported(on.name) == 0) continue;
      on.apply(operation, a.data(), b.data(), c.data(), got.data(), a.size());
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (support::same(got[i], want[i])) continue;
        report.fail(std::string(operations[operation]) + " " + on.name + ": a = " + support::hex(a[i]) +
                    ", b = " + support::hex(b[i]) + ", c = " + support::hex(c[i]) + ", got " + support::hex(got[i]) +
                    ", want " + support::hex(want[i]));
      }
    }
  }
  CHECK_FALSE(report.failed());
}
