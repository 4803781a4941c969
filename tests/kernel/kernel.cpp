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

// A kernel with parameters on an instruction set, and the results that every placement must reproduce: of each element
// alone. dy serves the backward kernels.
struct subject {
  support::kernel_id kernel;
  std::string isa;
  const simdact_params* params;
  std::size_t element, count;  // bytes of one, and how many there are
  std::vector<char> x, dy, want;

  subject(const support::kernel_id& k, std::string name, const simdact_params* p, const support::numbers& in,
          const support::numbers& grad)
      : kernel(k),
        isa(std::move(name)),
        params(p),
        element(support::format_of(k.dtype).size),
        count(in.size()),
        x(support::stored(k.dtype, in)),
        dy(support::stored(k.dtype, grad)),
        want(x.size()) {
    for (std::size_t i = 0; i < x.size(); i += element) run(&x[i], &dy[i], &want[i], 1);
  }
  double value(const char* array, std::size_t i) const {
    const support::format& f = support::format_of(kernel.dtype);
    return simdact::ulp::value_of(f, simdact::ulp::load_bits(f, array, i));
  }
  std::string told(std::size_t i, double got, double wanted) const {
    return tell(failure{kernel, isa, params, value(x.data(), i), got}, wanted);
  }
  bool has_dy() const { return kernel.way != support::direction::forward; }

  // The resolved kernel: no checks.
  void run(const void* from, const void* grad, void* to, std::size_t n) const {
    switch (kernel.way) {
      case support::direction::forward:
        return simdact_find_forward(kernel.op, kernel.dtype, kernel.tier)(params, from, to, n);
      case support::direction::backward:
        return simdact_find_backward(kernel.op, kernel.dtype, kernel.tier)(params, from, grad, to, n);
      case support::direction::from_output:
        return simdact_find_backward_from_output(kernel.op, kernel.dtype)(params, from, grad, to, n);
    }
  }
};

// Which input the output lies exactly over.
enum class shared { nothing, x, dy };

// Where n elements of the subject, from the `from`th on, lie: each array in memory of its own, but for a shared one, at
// the first or the last bytes before a guard page or some bytes away from it.
struct placement {
  bool at_end;
  std::size_t x_away, y_away, n, from;
  shared over;

  char* in(const support::guarded& memory, std::size_t away, std::size_t size) const {
    return at_end ? memory.end() - away - size : memory.begin() + away;
  }
  std::string describe(std::size_t i) const {
    return std::string(at_end ? " [at the end" : " [at the beginning") + ", x away " + std::to_string(x_away) +
           ", y away " + std::to_string(y_away) + ", n = " + std::to_string(n) + ", element " + std::to_string(i) +
           (over == shared::nothing ? "]"
            : over == shared::x     ? ", over x]"
                                    : ", over dy]");
  }
};

struct arrays {
  support::guarded x, dy, y;
  explicit arrays(std::size_t bytes) : x(bytes), dy(bytes), y(bytes) {}
};

void check_placement(const subject& s, arrays& memory, const placement& at, support::reporter& report) {
  const std::size_t size = at.n * s.element, first = at.from * s.element;
  for (support::guarded* m : {&memory.x, &memory.dy, &memory.y}) m->fill(filler);
  char* x = at.in(memory.x, at.x_away, size);
  char* dy = at.in(memory.dy, at.y_away, size);
  char* y = at.over == shared::x ? x : at.over == shared::dy ? dy : at.in(memory.y, at.y_away, size);
  std::memcpy(x, s.x.data() + first, size);
  if (s.has_dy()) std::memcpy(dy, s.dy.data() + first, size);
  s.run(x, dy, y, at.n);
  for (std::size_t i = 0; i < at.n; ++i) {
    const double got = s.value(y, i), want = s.value(s.want.data(), at.from + i);
    if (support::same(got, want)) continue;
    report.fail(s.told(at.from + i, got, want) + at.describe(i));
    return;
  }
  const auto untouched = [&](const support::guarded& m, const char* array, const char* what) {
    if (m.holds_outside(array, array + size, filler)) return;
    report.fail(tell(failure{s.kernel, s.isa, s.params, 0, 0}, "no byte outside the arrays written") + at.describe(0) +
                what);
  };
  untouched(memory.x, x, " about x");
  if (s.has_dy()) untouched(memory.dy, dy, " about dy");
  if (at.over == shared::nothing) untouched(memory.y, y, " about y");
  if (at.over != shared::x && std::memcmp(x, s.x.data() + first, size) != 0) report.fail("x written" + at.describe(0));
  if (s.has_dy() && at.over != shared::dy && std::memcmp(dy, s.dy.data() + first, size) != 0) {
    report.fail("dy written" + at.describe(0));
  }
}

void check_lengths(const subject& s, support::reporter& report) {
  arrays memory(longest * s.element + 64);
  constexpr std::size_t aways[][2] = {{0, 0}, {1, 0}, {0, 1}, {3, 2}, {2, 3}, {4, 8}, {20, 0}, {33, 33}};
  for (std::size_t n = 0; n <= longest; ++n) {
    const std::size_t from = n * 7 % (s.count - longest);
    for (const bool at_end : {false, true}) {
      for (const auto& away : aways) {
        for (const shared over : {shared::nothing, shared::x, shared::dy}) {
          if (over == shared::dy && !s.has_dy()) continue;
          check_placement(s, memory, {at_end, away[0], away[1], n, from, over}, report);
        }
      }
    }
    if (report.failed()) return;
  }
}

// dx over x and dy at once, which then are one array.
void check_all_in_one(const subject& s, support::reporter& report) {
  if (!s.has_dy()) return;
  std::vector<char> all = s.x, alone(s.element);
  s.run(all.data(), all.data(), all.data(), s.count);
  for (std::size_t i = 0; i < s.count; ++i) {
    s.run(&s.x[i * s.element], &s.x[i * s.element], alone.data(), 1);
    const double got = s.value(all.data(), i), want = s.value(alone.data(), 0);
    if (!support::same(got, want)) report.fail(s.told(i, got, want) + " [x, dy and dx in one]");
  }
}

// Slices of shuffled copies: the same element at other offsets, lengths and with other neighbours.
void check_positions(const subject& s, std::mt19937_64& random, support::reporter& report) {
  std::vector<std::size_t> order(s.count);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int round = 0; round < 8; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    const std::size_t first = random() % 64, n = order.size() - first - random() % 64;
    std::vector<char> x(n * s.element), dy(x.size()), y(x.size());
    for (std::size_t i = 0; i < n; ++i) {
      std::memcpy(&x[i * s.element], &s.x[order[first + i] * s.element], s.element);
      std::memcpy(&dy[i * s.element], &s.dy[order[first + i] * s.element], s.element);
    }
    s.run(x.data(), dy.data(), y.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t place = order[first + i];
      const double got = s.value(y.data(), i), want = s.value(s.want.data(), place);
      if (support::same(got, want)) continue;
      report.fail(s.told(place, got, want) + " [at place " + std::to_string(i) + "]");
    }
  }
}

void check(simdact_op op) {
  std::mt19937_64 random(support::seed());
  support::for_each_kernel(
      support::distinct_kernels_of(op), [&](const support::kernel_id& kernel, const std::string& isa) {
        const std::vector<simdact_params> others = support::other_params(kernel);
        const support::numbers x = support::mixed(kernel.dtype, 1000, random);
        support::numbers dy = support::mixed(kernel.dtype, 1000, random);
        dy.resize(x.size(), 1);
        support::reporter report;
        // The loop of the defaults, and that of other parameters.
        for (const simdact_params* params : {static_cast<const simdact_params*>(nullptr), others.data()}) {
          const subject s(kernel, isa, params, x, dy);
          INFO(tell(failure{kernel, isa, params, 0, 0}, "no read or write outside the arrays"));
          check_lengths(s, report);
          check_all_in_one(s, report);
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
