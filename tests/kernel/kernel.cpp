// SPDX-License-Identifier: MIT
// The loops: every length to 200, every misalignment, in place and not, at both edges of accessible memory; and the
// same bits for an element wherever it stands and whatever stands beside it.
#include <sys/wait.h>
#include <csignal>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "kernel/guard.hpp"
#include "support/support.hpp"

namespace {

using support::failure;

constexpr std::size_t longest = 200;
constexpr int filler = 0xa5;

// One op, tier, parameters and instruction set, with the results that every placement must reproduce: of each element
// alone.
struct subject {
  support::kernel_id kernel;
  std::string isa;
  const simdact_params* params;
  std::vector<float> x, want;

  subject(support::kernel_id k, std::string name, const simdact_params* p, std::vector<float> input)
      : kernel(k), isa(std::move(name)), params(p), x(std::move(input)), want(x.size()) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      support::call(k, p, &x[i], &want[i], 1);
    }
  }
};

// Where an array begins or ends: at the first or last byte before a guard page, or some bytes away from it.
char* place(const support::guarded& memory, bool at_end, std::size_t away, std::size_t n) {
  return at_end ? memory.end() - away - n * sizeof(float) : memory.begin() + away;
}

std::string spot(bool at_end, std::size_t x_away, std::size_t y_away, std::size_t n, std::size_t i) {
  return std::string(at_end ? " [at the end" : " [at the beginning") + ", x away " + std::to_string(x_away) +
         ", y away " + std::to_string(y_away) + ", n = " + std::to_string(n) + ", element " + std::to_string(i) + "]";
}

// n elements of the subject, starting at the `from`th, from x_away to y_away; in place where both are one memory.
void check_placement(const subject& s, support::guarded& in, support::guarded& out, bool at_end, std::size_t x_away,
                     std::size_t y_away, std::size_t n, std::size_t from, support::reporter& report) {
  const bool in_place = &in == &out;
  in.fill(filler);
  out.fill(filler);
  char* x = place(in, at_end, x_away, n);
  char* y = in_place ? x : place(out, at_end, y_away, n);
  std::memcpy(x, s.x.data() + from, n * sizeof(float));
  simdact_find_forward(s.kernel.op, s.kernel.dtype, s.kernel.tier)(s.params, x, y, n);
  for (std::size_t i = 0; i < n; ++i) {
    float got;
    std::memcpy(&got, y + i * sizeof got, sizeof got);
    if (support::same(got, s.want[from + i])) continue;
    report.fail(tell(failure{s.kernel, s.isa, s.params, s.x[from + i], got}, s.want[from + i]) +
                spot(at_end, x_away, y_away, n, i));
    return;
  }
  const std::string where = tell(failure{s.kernel, s.isa, s.params, 0, 0}, "no byte outside the arrays written") +
                            spot(at_end, x_away, y_away, n, 0);
  if (!out.holds_outside(y, y + n * sizeof(float), filler)) report.fail(where + " output");
  if (in_place) return;
  if (!in.holds_outside(x, x + n * sizeof(float), filler)) report.fail(where + " input's surroundings");
  if (std::memcmp(x, s.x.data() + from, n * sizeof(float)) != 0) report.fail(where + " input");
}

void check_lengths(const subject& s, support::reporter& report) {
  support::guarded in(longest * sizeof(float) + 64), out(longest * sizeof(float) + 64);
  constexpr std::size_t aways[][2] = {{0, 0}, {1, 0}, {0, 1}, {3, 2}, {2, 3}, {4, 8}, {20, 0}, {33, 33}};
  for (std::size_t n = 0; n <= longest; ++n) {
    const std::size_t from = n * 7 % (s.x.size() - longest);
    for (const bool at_end : {false, true}) {
      for (const auto& away : aways) {
        check_placement(s, in, out, at_end, away[0], away[1], n, from, report);
        if (away[1] == 0) check_placement(s, in, in, at_end, away[0], away[0], n, from, report);
      }
    }
    if (report.failed()) return;
  }
}

// Slices of shuffled copies: the same element at other offsets, lengths and with other neighbours.
void check_positions(const subject& s, std::mt19937_64& random, support::reporter& report) {
  std::vector<std::size_t> order(s.x.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int round = 0; round < 8; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    const std::size_t first = random() % 64, n = order.size() - first - random() % 64;
    std::vector<float> x(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = s.x[order[first + i]];
    const std::vector<float> y = support::run(s.kernel, s.params, x);
    for (std::size_t i = 0; i < n; ++i) {
      const float want = s.want[order[first + i]];
      if (support::same(y[i], want)) continue;
      report.fail(tell(failure{s.kernel, s.isa, s.params, x[i], y[i]}, want) + " [at place " + std::to_string(i) + "]");
    }
  }
}

void check(simdact_op op) {
  std::mt19937_64 random(support::seed());
  const std::vector<float> x = support::mixed(1000, random);
  const std::vector<simdact_params> others = support::other_params(op);
  const std::vector<support::kernel_id> kernels = support::kernels_of(op, support::direction::forward);
  support::for_each_kernel(kernels, [&](const support::kernel_id& kernel, const std::string& isa) {
    support::reporter report;
    // The loop of the defaults, and that of other parameters.
    for (const simdact_params* params : {static_cast<const simdact_params*>(nullptr), others.data()}) {
      const subject s(kernel, isa, params, x);
      INFO(tell(failure{kernel, isa, params, 0, 0}, "no read or write outside the arrays"));
      check_lengths(s, report);
      check_positions(s, random, report);
    }
    CHECK_FALSE(report.failed());
  });
}

}  // namespace

// Tests of the test: a byte read beyond a guarded array kills the process, and a byte written is seen.
TEST_CASE("kernel/guards") {
  support::guarded memory(100);
  for (const char* outside : {memory.begin() - 1, memory.end()}) {
    const pid_t child = fork();
    if (child == 0) {
      signal(SIGSEGV, SIG_DFL);
      _exit(*const_cast<const volatile char*>(outside));
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV));
  }
  memory.fill(filler);
  CHECK(memory.holds_outside(memory.begin() + 8, memory.begin() + 16, filler));
  memory.begin()[7] = 0;
  CHECK_FALSE(memory.holds_outside(memory.begin() + 8, memory.begin() + 16, filler));
  CHECK(memory.holds_outside(memory.begin() + 7, memory.begin() + 16, filler));
}

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("kernel/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
