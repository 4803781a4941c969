// SPDX-License-Identifier: MIT
// A call uses one instruction set's kernel whole, whatever other threads choose meanwhile. The dispatcher is compiled
// into this test with stand-ins for the kernels, each of which writes its instruction set's number to every element and
// halfway does what the test asks of it, and for the CPU, which has what the test says.
#include <atomic>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cpu.hpp"
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

// What a kernel does halfway: by default it lets other threads run.
thread_local std::function<void()> halfway = [] { std::this_thread::yield(); };

template <int number>
void forward(const simdact_params*, const void*, void* y, std::size_t n) {
  auto* to = static_cast<float*>(y);
  for (std::size_t i = 0; i < n; ++i) {
    if (i == n / 2) halfway();
    to[i] = number;
  }
}

// What happens once while the CPU is asked, and whether it has every feature or none.
std::function<void()> meanwhile;
bool has_features = true;

bool valid(simdact_dtype, const simdact_params&) { return true; }

template <int number>
constexpr forward_table make_table() {
  forward_table table{};
  for (auto& op : table.kernels) op[SIMDACT_F32 - 1][SIMDACT_HIGH] = &forward<number>;
  return table;
}

}  // namespace

cpu_registers read_cpu() {
  if (meanwhile) std::exchange(meanwhile, nullptr)();
  return {};
}
bool cpu_has(const cpu_registers&, const char* features) { return has_features || *features == '\0'; }
bool has_assists(const cpu_registers&) { return false; }

const op_facts facts[op_count] = {
#define SIMDACT_OP(id, NAME, name) {{0, 0}, &valid, &valid, {}, {}},
#include "simdact/ops.def"
#undef SIMDACT_OP
};
#define SIMDACT_ISA(name, processor, arch, features)                                                       \
  constexpr forward_tables forward_##name{make_table<number_of_##name>(), make_table<number_of_##name>()}; \
  constexpr backward_tables backward_##name{};                                                             \
  constexpr rows_table rows_##name{};                                                                      \
  constexpr joins_table joins_##name{};
#include "isa.def"
#undef SIMDACT_ISA

}  // namespace simdact::detail

namespace {

constexpr int differing = -1;

// The number that every element of y has.
int one_number(const std::vector<float>& y) {
  for (const float element : y) {
    if (element != y[0]) return differing;
  }
  return static_cast<int>(y[0]);
}

int number_by_door() {
  std::vector<float> y(64);
  simdact_forward(SIMDACT_EXP, SIMDACT_F32, SIMDACT_HIGH, nullptr, y.data(), y.data(), y.size());
  return one_number(y);
}

simdact_forward_fn find() { return simdact_find_forward(SIMDACT_TANH, SIMDACT_F32, SIMDACT_HIGH); }

int number_by_pointer(simdact_forward_fn kernel) {
  std::vector<float> y(64);
  kernel(nullptr, y.data(), y.data(), y.size());
  return one_number(y);
}

// Makes every kernel of this thread, halfway, wait until another thread has chosen the instruction set; then as before.
class choosing_halfway {
 public:
  explicit choosing_halfway(const std::string& isa) : before_(simdact::detail::halfway) {
    simdact::detail::halfway = [isa] { std::thread([&] { simdact_set_isa(isa.c_str()); }).join(); };
  }
  ~choosing_halfway() { simdact::detail::halfway = before_; }
  choosing_halfway(const choosing_halfway&) = delete;
  choosing_halfway& operator=(const choosing_halfway&) = delete;

 private:
  std::function<void()> before_;
};

}  // namespace

// The first use chooses; a choice that another thread makes meanwhile stands. Only a process that has not used the
// library can show it: this case stands first.
TEST_CASE("race/a choice in the middle of the first use") {
  bool asked = false;
  simdact::detail::meanwhile = [&asked] {
    asked = true;
    std::thread([] { simdact_set_isa("generic"); }).join();
  };
  unsetenv("SIMDACT_ISA");
  CHECK(std::string(simdact_isa()) == "generic");
  CHECK(asked);
  CHECK(std::string(simdact_isa()) == "generic");
  simdact_set_isa(nullptr);
  CHECK(std::string(simdact_isa()) == simdact_isa_name(0));
}

// The environment cannot choose what the CPU lacks. Some instruction sets need nothing of it: generic, and NEON.
TEST_CASE("race/a CPU without features") {
  simdact::detail::has_features = false;
  std::size_t best = 0;
  while (simdact_isa_supported(simdact_isa_name(best)) == 0) ++best;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const std::string name = simdact_isa_name(i);
    const bool supported = name == "generic" || name == "neon";
    INFO(name);
    CHECK((simdact_isa_supported(name.c_str()) != 0) == supported);
    setenv("SIMDACT_ISA", name.c_str(), 1);
    simdact_set_isa(nullptr);
    CHECK(std::string(simdact_isa()) == (supported ? name : simdact_isa_name(best)));
    CHECK(simdact_set_isa(name.c_str()) == (supported ? SIMDACT_OK : SIMDACT_UNSUPPORTED));
  }
  unsetenv("SIMDACT_ISA");
  simdact::detail::has_features = true;
  simdact_set_isa(nullptr);
  CHECK(std::string(simdact_isa()) == simdact_isa_name(0));
}

TEST_CASE("race/a choice in the middle of a call") {
  const std::vector<std::string> isas = support::isas();
  for (const std::string& first : isas) {
    for (const std::string& second : isas) {
      INFO(first << ", then " << second);
      const support::use_isa use(first);
      const int before = number_by_door();
      const simdact_forward_fn kernel = find();
      CHECK(before != differing);
      {
        const choosing_halfway choice(second);
        CHECK(number_by_door() == before);
      }
      CHECK(simdact_isa() == second);
      CHECK((number_by_door() == before) == (first == second));
      CHECK(number_by_pointer(find()) == number_by_door());
      CHECK(number_by_pointer(kernel) == before);
      const choosing_halfway choice(first);
      CHECK(number_by_pointer(kernel) == before);
      CHECK(simdact_isa() == first);
    }
  }
}

// How the threads interleave is left to chance: what holds, holds of every interleaving.
TEST_CASE("race/calls while others choose") {
  const std::vector<std::string> isas = support::isas();
  std::atomic<bool> stop{false};
  std::atomic<int> torn{0}, changed{0};
  std::vector<std::thread> computing, choosing;
  for (std::size_t t = 0; t < 2; ++t) {
    choosing.emplace_back([&, t] {
      for (std::size_t round = t; !stop; ++round) {
        simdact_set_isa(isas[round % isas.size()].c_str());
        std::this_thread::yield();
      }
    });
  }
  for (int t = 0; t < 4; ++t) {
    computing.emplace_back([&] {
      for (int round = 0; round < 100; ++round) {
        const simdact_forward_fn kernel = find();
        const int number = number_by_pointer(kernel);
        torn += number == differing || number_by_door() == differing ? 1 : 0;
        changed += number_by_pointer(kernel) != number ? 1 : 0;
      }
    });
  }
  for (std::thread& t : computing) t.join();
  stop = true;
  for (std::thread& t : choosing) t.join();
  CHECK(torn == 0);
  CHECK(changed == 0);  // a resolved pointer goes on as it began
  simdact_set_isa(nullptr);
}
