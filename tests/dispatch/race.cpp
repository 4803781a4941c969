// SPDX-License-Identifier: MIT
// A call uses one instruction set's kernel whole, whatever other threads choose meanwhile. The dispatcher is compiled
// into this test with stand-ins for the kernels: each writes its instruction set's number to every element, and lets
// other threads run halfway.
#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "doctest/doctest.h"
#include "facts.hpp"
#include "support/support.hpp"

namespace simdact::detail {
namespace {

enum numbers {
#define SIMDACT_ISA(name, processor, arch, features) number_of_##name,
#include "isa.def"
#undef SIMDACT_ISA
  isa_numbers
};

template <int number>
void forward(const simdact_params*, const void*, void* y, std::size_t n) {
  auto* to = static_cast<float*>(y);
  for (std::size_t i = 0; i < n; ++i) {
    if (i == n / 2) std::this_thread::yield();
    to[i] = number;
  }
}

bool valid(simdact_dtype, const simdact_params&) { return true; }

template <int number>
constexpr forward_table make_table() {
  forward_table table{};
  for (auto& op : table.kernels) op[SIMDACT_F32 - 1][SIMDACT_HIGH] = &forward<number>;
  return table;
}

}  // namespace

const op_facts facts[op_count] = {
#define SIMDACT_OP(id, NAME, name) {{0, 0}, &valid, &valid, {}, {}},
#include "simdact/ops.def"
#undef SIMDACT_OP
};
#define SIMDACT_ISA(name, processor, arch, features)                       \
  constexpr forward_table forward_##name = make_table<number_of_##name>(); \
  constexpr backward_table backward_##name{};
#include "isa.def"
#undef SIMDACT_ISA

}  // namespace simdact::detail

namespace {

constexpr simdact_accuracy high = SIMDACT_HIGH;

// The number that every element of y has; -1 where they differ.
int one_number(const std::vector<float>& y) {
  for (const float element : y) {
    if (element != y[0]) return -1;
  }
  return static_cast<int>(y[0]);
}

struct seen {
  std::set<int> by_door, by_pointer;
  bool kept = true;  // a resolved pointer goes on as it began
};

void compute(seen& s) {
  std::vector<float> y(64);
  for (int round = 0; round < 2000; ++round) {
    simdact_forward(SIMDACT_EXP, SIMDACT_F32, high, nullptr, y.data(), y.data(), y.size());
    s.by_door.insert(one_number(y));
    const simdact_forward_fn kernel = simdact_find_forward(SIMDACT_TANH, SIMDACT_F32, high);
    kernel(nullptr, y.data(), y.data(), y.size());
    const int number = one_number(y);
    s.by_pointer.insert(number);
    kernel(nullptr, y.data(), y.data(), y.size());
    s.kept = s.kept && one_number(y) == number;
  }
}

}  // namespace

TEST_CASE("race/a call is one instruction set's") {
  const std::vector<std::string> isas = support::isas();
  std::atomic<bool> stop{false};
  std::vector<seen> all(4);
  std::vector<std::thread> computing, choosing;
  for (std::size_t t = 0; t < 2; ++t) {
    choosing.emplace_back([&, t] {
      for (std::size_t round = t; !stop; ++round) {
        simdact_set_isa(isas[round % isas.size()].c_str());
        std::this_thread::yield();
      }
    });
  }
  for (seen& s : all) computing.emplace_back([&s] { compute(s); });
  for (std::thread& t : computing) t.join();
  stop = true;
  for (std::thread& t : choosing) t.join();
  std::set<int> numbers;
  for (const seen& s : all) {
    CHECK(s.kept);
    CHECK(s.by_door.count(-1) == 0);
    CHECK(s.by_pointer.count(-1) == 0);
    numbers.insert(s.by_door.begin(), s.by_door.end());
  }
  CHECK(numbers.size() == isas.size());  // the choices did change between calls
  simdact_set_isa(nullptr);
}
