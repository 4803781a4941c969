// SPDX-License-Identifier: MIT
// The choice of an instruction set from within the process: forced, unknown, unsupported, and what resolved pointers
// keep.
#include <cstring>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"

TEST_CASE("dispatch/list") {
  REQUIRE(simdact_isa_count() > 0);
  CHECK(simdact_isa_name(simdact_isa_count()) == nullptr);
  CHECK(simdact_isa_name(SIZE_MAX) == nullptr);
  std::set<std::string> names;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) names.insert(simdact_isa_name(i));
  CHECK(names.size() == simdact_isa_count());
  CHECK(names.count("generic") == 1);
#if defined(__x86_64__)
  CHECK(names == std::set<std::string>{"avx512", "avx2", "generic"});
#elif defined(__aarch64__)
  CHECK(names == std::set<std::string>{"neon", "generic"});
#endif
  CHECK(std::string(simdact_isa_name(simdact_isa_count() - 1)) == "generic");  // best first
  CHECK(simdact_isa_supported("generic") == 1);
}

TEST_CASE("dispatch/forced") {
  for (const std::string& isa : support::isas()) {
    CHECK(simdact_set_isa(isa.c_str()) == SIMDACT_OK);
    CHECK(simdact_isa() == isa);
  }
  CHECK(simdact_set_isa(nullptr) == SIMDACT_OK);
  if (std::getenv("SIMDACT_ISA") == nullptr) CHECK(simdact_isa() == support::isas().front());
}

TEST_CASE("dispatch/unknown and unsupported") {
  const std::string before = simdact_isa();
  for (const char* name : {"", "AVX2", "avx", "avx2 ", "avx5123", "best", "avx2,generic"}) {
    CHECK_MESSAGE(simdact_set_isa(name) == SIMDACT_INVALID_ARGUMENT, name);
    CHECK_MESSAGE(simdact_isa_supported(name) == 0, name);
    CHECK(simdact_isa() == before);
  }
  CHECK(simdact_isa_supported(nullptr) == 0);
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const char* name = simdact_isa_name(i);
    if (simdact_isa_supported(name) != 0) continue;
    CHECK_MESSAGE(simdact_set_isa(name) == SIMDACT_UNSUPPORTED, name);
    CHECK(simdact_isa() == before);
  }
}

// A pointer resolved under one instruction set differs from that of another and goes on to work under any.
TEST_CASE("dispatch/resolved pointers") {
  std::mt19937_64 random(support::seed());
  const std::vector<float> x = support::mixed(100, random);
  for (std::size_t k = 0; k < simdact_op_count(); ++k) {
    const simdact_op op = simdact_op_at(k);
    INFO(simdact_op_name(op));
    std::set<simdact_forward_fn> kernels;
    for (const std::string& isa : support::isas()) {
      const support::use_isa use(isa);
      kernels.insert(simdact_find_forward(op, SIMDACT_F32, SIMDACT_HIGH));
    }
    REQUIRE(kernels.count(nullptr) == 0);
    CHECK(kernels.size() == support::isas().size());
    const std::vector<float> want = support::run(support::forward_kernel(op), nullptr, x);
    const support::use_isa use("generic");
    for (const simdact_forward_fn kernel : kernels) {
      std::vector<float> y(x.size());
      kernel(nullptr, x.data(), y.data(), x.size());
      for (std::size_t i = 0; i < x.size(); ++i) CHECK(support::same(y[i], want[i]));
    }
  }
}

// Threads that compute while others change the instruction set get the same bits.
TEST_CASE("dispatch/threads") {
  std::mt19937_64 random(support::seed());
  const std::vector<float> x = support::mixed(300, random);
  const support::kernel_id kernel = support::forward_kernel(simdact_op_at(0));
  const std::vector<float> want = support::run(kernel, nullptr, x);
  const std::vector<std::string> isas = support::isas();
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t round = 0; round < 200; ++round) {
        simdact_set_isa(round % 5 == 0 ? nullptr : isas[(round + t) % isas.size()].c_str());
        const std::vector<float> y = support::run(kernel, nullptr, x);
        for (std::size_t i = 0; i < x.size(); ++i) wrong[t] += support::same(y[i], want[i]) ? 0 : 1;
      }
    });
  }
  for (std::thread& t : threads) t.join();
  for (const int count : wrong) CHECK(count == 0);
  simdact_set_isa(nullptr);
}
