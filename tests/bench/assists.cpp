// SPDX-License-Identifier: MIT
// With the kernels for CPUs with assists, which look at a sample of an array: subnormal inputs that lie in any usual
// pattern need none from the first call on, and those that a sample misses need none for a while after some were seen.
#include "assist_counter.hpp"

#include <simdact/simdact.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

constexpr std::size_t size = 8192;
using is_subnormal_at = std::function<bool(std::size_t)>;

std::vector<float> inputs(const is_subnormal_at& is_subnormal) {
  std::vector<float> x(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = is_subnormal(i) ? 0x1.8p-130f : 1.0f + static_cast<float>(i % 7);
  return x;
}

void run(const std::vector<float>& x) {
  std::vector<float> y(size);
  REQUIRE(simdact_forward(SIMDACT_TANH, SIMDACT_F32, SIMDACT_HIGH, nullptr, x.data(), y.data(), size) == SIMDACT_OK);
}
std::size_t assists_of(const std::vector<float>& x) {
  return bench::count_assists([&] { run(x); }).total();
}

const std::vector<float> usual = inputs([](std::size_t) { return false; });
// One alone.
std::vector<float> one_at(std::size_t place) {
  return inputs([place](std::size_t i) { return i == place; });
}

void forget() {
  for (int i = 0; i < 1000; ++i) run(usual);
}

}  // namespace

TEST_CASE("assists/sample") {
  if (!bench::can_count_assists()) return;
  const struct {
    const char* name;
    is_subnormal_at is_subnormal;
  } patterns[] = {
      {"all", [](std::size_t) { return true; }},
      {"every 16th", [](std::size_t i) { return i % 16 == 0; }},
      {"a quarter of a row of 512", [](std::size_t i) { return i % 512 >= 384; }},
      {"the end", [](std::size_t i) { return i >= size - 1024; }},
  };
  for (const std::string& isa : support::isas()) {
    if (isa == "generic") continue;  // of which SSE's instructions are not counted
    const support::use_isa use(isa);
    for (const auto& pattern : patterns) {
      INFO(isa << ", " << pattern.name);
      forget();
      CHECK(assists_of(inputs(pattern.is_subnormal)) == 0);
    }
    INFO(isa);
    forget();
    CHECK(assists_of(usual) == 0);
    std::size_t missed = 0;
    for (std::size_t place = 50; place < size; place += 500) {
      forget();
      const std::vector<float> x = one_at(place);
      missed += assists_of(x) > 0 ? 1 : 0;
      run(inputs(patterns[0].is_subnormal));
      CHECK(assists_of(x) == 0);
    }
    CHECK(missed > 0);
  }
}
