// SPDX-License-Identifier: MIT
// Every native operation gives the same bits on every instruction set's registers as on plain floats, for every kind of
// operand: the ground on which the ops' equal bits stand.
#include <cstring>
#include <string>
#include <vector>

#include "core/lanes.hpp"
#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

struct isa {
  const char* name;
  lanes::function<float> floats;
  lanes::function<double> doubles;
};
constexpr isa isas[] = {
#if defined(__x86_64__)
    {"avx512", &lanes::avx512, &lanes::avx512},
    {"avx2", &lanes::avx2, &lanes::avx2},
#elif defined(__aarch64__)
    {"neon", &lanes::neon, &lanes::neon},
#endif
};

constexpr const char* operations[] = {
#define OPERATION(name, expression) #name,
#define FLOAT_OPERATION(name, expression) #name,
#include "core/operations.def"
#undef FLOAT_OPERATION
#undef OPERATION
};

// Every pair and triple of special operands, then random ones.
void fill(simdact_dtype dtype, support::numbers& a, support::numbers& b, support::numbers& c) {
  std::mt19937_64 random(support::seed());
  const support::numbers some = support::mixed(dtype, 20, random);
  for (const double x : some) {
    for (const double y : some) {
      for (const double z : some) {
        a.push_back(x);
        b.push_back(y);
        c.push_back(z);
      }
    }
  }
  const support::numbers more = support::mixed(dtype, support::samples(100000), random);
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

template <class T>
std::vector<T> as(simdact_dtype dtype, const support::numbers& x) {
  const std::vector<char> bytes = support::stored(dtype, x);
  std::vector<T> elements(x.size());
  std::memcpy(elements.data(), bytes.data(), bytes.size());
  return elements;
}

template <class T>
void check(simdact_dtype dtype, lanes::function<T> generic, lanes::function<T> isa::*function) {
  support::numbers x, y, z;
  fill(dtype, x, y, z);
  const std::vector<T> a = as<T>(dtype, x), b = as<T>(dtype, y), c = as<T>(dtype, z);
  support::reporter report;
  std::vector<T> want(a.size()), got(a.size());
  const auto tell = [dtype](T value) { return support::hex(dtype, static_cast<double>(value)); };
  for (int operation = 0; operation < static_cast<int>(std::size(operations)); ++operation) {
    generic(operation, a.data(), b.data(), c.data(), want.data(), a.size());
    for (const isa& on : isas) {
      if (simdact_isa_supported(on.name) == 0) continue;
      (on.*function)(operation, a.data(), b.data(), c.data(), got.data(), a.size());
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (support::same(got[i], want[i])) continue;
        report.fail(std::string(operations[operation]) + " " + on.name + ": a = " + tell(a[i]) + ", b = " + tell(b[i]) +
                    ", c = " + tell(c[i]) + ", got " + tell(got[i]) + ", want " + tell(want[i]));
      }
    }
  }
  CHECK_FALSE(report.failed());
}

}  // namespace

TEST_CASE("native/floats") { check<float>(SIMDACT_F32, &lanes::generic, &isa::floats); }
TEST_CASE("native/doubles") { check<double>(SIMDACT_F64, &lanes::generic, &isa::doubles); }
