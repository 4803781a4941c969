// SPDX-License-Identifier: MIT
// How much of the stack the largest calls take: each runs in a thread whose stack was painted before.
#include <pthread.h>

#include <cstring>
#include <functional>

#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

constexpr std::size_t kib = 1024, promised = 40 * kib;  // docs/embedding.md

std::size_t taken(const std::function<void()>& call) {
  constexpr unsigned char paint = 0xa5;
  alignas(4096) static unsigned char stack[512 * 1024];
  std::memset(stack, paint, sizeof stack);
  pthread_attr_t attributes;
  pthread_t thread;
  REQUIRE_EQ(pthread_attr_init(&attributes), 0);
  REQUIRE_EQ(pthread_attr_setstack(&attributes, stack, sizeof stack), 0);
  const auto run = [](void* p) -> void* {
    (*static_cast<const std::function<void()>*>(p))();
    return nullptr;
  };
  REQUIRE_EQ(pthread_create(&thread, &attributes, run, const_cast<std::function<void()>*>(&call)), 0);
  REQUIRE_EQ(pthread_join(thread, nullptr), 0);
  REQUIRE_EQ(pthread_attr_destroy(&attributes), 0);
  std::size_t untouched = 0;
  while (untouched < sizeof stack && stack[untouched] == paint) ++untouched;
  return sizeof stack - untouched;
}

}  // namespace

// Test of the test.
TEST_CASE("stack/measured") {
  const std::size_t nothing = taken([] {});
  const std::size_t something = taken([] {
    volatile char space[20000];
    for (volatile char& c : space) c = 1;
  });
  CHECK(something >= nothing + 19000);
  CHECK(something <= nothing + 24000);
}

TEST_CASE("stack/joins and rows") {
  constexpr std::size_t rows = 2, cols = 5000;
  std::mt19937_64 random(support::seed());
  const std::size_t nothing = taken([] {});
  for (const std::string& isa : support::isas()) {
    const support::use_isa use(isa);
    for (const simdact_dtype t : {SIMDACT_F32, SIMDACT_F64, SIMDACT_F16, SIMDACT_BF16}) {
      const std::vector<char> x = support::stored(t, support::mixed(t, rows * cols, random));
      std::vector<char> y(x.size()), z(x.size());
      const simdact_softmax_params scaled{0.3, x.data(), 0, 1};
      for (std::size_t k = 0; k < simdact_op_count(); ++k) {
        const simdact_op op = simdact_op_at(k);
        INFO(isa << " " << simdact_op_name(op) << " " << t);
        const auto check = [&](auto call) { CHECK(taken(call) < nothing + promised); };
        check([&] { simdact_backward(op, t, SIMDACT_HIGH, nullptr, x.data(), x.data(), y.data(), rows * cols); });
        check([&] {
          simdact_gated_backward(op, t, SIMDACT_HIGH, nullptr, x.data(), cols, x.data(), cols, x.data(), cols, y.data(),
                                 cols, z.data(), cols, rows, cols);
        });
        check([&] {
          simdact_bias_backward(op, t, SIMDACT_HIGH, nullptr, x.data(), x.data(), x.data(), y.data(), z.data(), rows, 5,
                                cols / 5);
        });
        if (k > 0) continue;
        check([&] { simdact_softmax(t, SIMDACT_HIGH, nullptr, x.data(), cols, y.data(), cols, rows, cols); });
        check([&] { simdact_log_softmax(t, SIMDACT_HIGH, &scaled, x.data(), cols, y.data(), cols, rows, cols); });
        check([&] { simdact_softmax_backward(t, 1, x.data(), cols, x.data(), cols, y.data(), cols, rows, cols); });
        check([&] { simdact_prelu_backward(t, x.data(), x.data(), x.data(), y.data(), z.data(), rows, 5, cols / 5); });
        check([&] { simdact_maxout_backward(t, x.data(), x.data(), z.data(), rows, 5, cols / 5); });
      }
    }
  }
}
