// SPDX-License-Identifier: MIT
// The library in a process that is not its own: loaded and unloaded over and over, copied, forked, used before main and
// after it.
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "doctest/doctest.h"
#include "life/embedder.hpp"
#include "support/support.hpp"

namespace {

constexpr simdact_dtype f32 = SIMDACT_F32;
constexpr int inputs_count = 200;

// The bits of every op over x, all tiers one after the other, through the given door.
std::vector<float> all_ops(decltype(&simdact_forward) forward, const std::vector<float>& x) {
  std::vector<float> all, y(x.size());
  for (std::size_t k = 0; k < simdact_op_count(); ++k) {
    for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
      const simdact_status status = forward(simdact_op_at(k), f32, tier, nullptr, x.data(), y.data(), x.size());
      if (status == SIMDACT_OK) all.insert(all.end(), y.begin(), y.end());
    }
  }
  return all;
}

// Whether the door gives these bits again. No allocation: the child of a fork from among threads may make none.
bool gives(decltype(&simdact_forward) forward, const std::vector<float>& x, const std::vector<float>& want) {
  float y[inputs_count];
  auto next = want.begin();
  for (std::size_t k = 0; k < simdact_op_count(); ++k) {
    for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
      if (forward(simdact_op_at(k), f32, tier, nullptr, x.data(), y, x.size()) != SIMDACT_OK) continue;
      if (want.end() - next < inputs_count ||
          !std::equal(y, y + inputs_count, next, [](float a, float b) { return support::same(a, b); }))
        return false;
      next += inputs_count;
    }
  }
  return next == want.end();
}

std::vector<float> inputs() {
  std::mt19937_64 random(support::seed());
  return support::mixed(inputs_count, random);
}

template <class Function>
Function symbol(void* library, const char* name) {
  return reinterpret_cast<Function>(dlsym(library, name));
}

// How many mappings of the process are of the file.
std::size_t mappings(const std::string& file) {
  std::ifstream maps("/proc/self/maps");
  std::size_t count = 0;
  for (std::string line; std::getline(maps, line);) count += line.find(file) != std::string::npos ? 1 : 0;
  return count;
}

// Runs in a child process and returns its exit status; -1 where a signal ended it.
template <class Body>
int status_of_child(Body body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) body();
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Before main, and before any constructor of ordinary priority.
float before_main = -1;
__attribute__((constructor(101))) void use_before_main() {
  const float x = 1.5f;
  simdact_forward(SIMDACT_RELU, f32, SIMDACT_HIGH, nullptr, &x, &before_main, 1);
}

struct static_object {
  float y = -1;
  static_object() {
    const float x = 0;
    simdact_forward(SIMDACT_SIGMOID, f32, SIMDACT_HIGH, nullptr, &x, &y, 1);
  }
} const constructed;

std::vector<float> exit_inputs, exit_wanted;
void use_at_exit() { _exit(gives(&simdact_forward, exit_inputs, exit_wanted) ? 42 : 1); }

}  // namespace

TEST_CASE("life/load and unload a thousand times") {
  const std::vector<float> x = inputs(), want = all_ops(&simdact_forward, x);
  for (int round = 0; round < 1000; ++round) {
    void* library = dlopen(SIMDACT_TEST_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    REQUIRE_MESSAGE(library != nullptr, dlerror());
    const auto forward = symbol<decltype(&simdact_forward)>(library, "simdact_forward");
    const auto find = symbol<decltype(&simdact_find_forward)>(library, "simdact_find_forward");
    REQUIRE((forward != nullptr && find != nullptr));
    float y = 0;
    find(SIMDACT_RELU, f32, SIMDACT_HIGH)(nullptr, x.data(), &y, 1);
    CHECK(support::same(y, x[0] > 0 || x[0] != x[0] ? x[0] : 0.0f));
    if (round % 100 == 0) CHECK(gives(forward, x, want));
    REQUIRE(mappings(SIMDACT_TEST_LIBRARY) > 0);
    REQUIRE(dlclose(library) == 0);
    REQUIRE(mappings(SIMDACT_TEST_LIBRARY) == 0);  // nothing held it back
  }
}

// The test's own, one inside a shared object and a shared library of its own: each with its own choice.
TEST_CASE("life/three copies in one process") {
  const std::vector<float> x = inputs(), want = all_ops(&simdact_forward, x);
  const std::vector<std::string> isas = support::isas();
  for (const bool library_first : {false, true}) {
    void *library = nullptr, *object = nullptr;
    const auto load_library = [&] { library = dlopen(SIMDACT_TEST_LIBRARY, RTLD_NOW | RTLD_GLOBAL); };
    if (library_first) load_library();
    object = dlopen(SIMDACT_TEST_EMBEDDER, RTLD_NOW | RTLD_GLOBAL);
    if (!library_first) load_library();
    REQUIRE((library != nullptr && object != nullptr));
    embedder inside;
    symbol<decltype(&embedder_get)>(object, "embedder_get")(&inside);
    const auto forward = symbol<decltype(&simdact_forward)>(library, "simdact_forward");
    const auto find = symbol<decltype(&simdact_find_forward)>(library, "simdact_find_forward");
    const auto set_isa = symbol<decltype(&simdact_set_isa)>(library, "simdact_set_isa");
    const auto isa = symbol<decltype(&simdact_isa)>(library, "simdact_isa");
    for (std::size_t i = 0; i < isas.size(); ++i) {
      const std::string &mine = isas[i], &its = isas[(i + 1) % isas.size()], &inner = isas[(i + 2) % isas.size()];
      const support::use_isa use(mine);
      CHECK(set_isa(its.c_str()) == SIMDACT_OK);
      CHECK(inside.set_isa(inner.c_str()) == SIMDACT_OK);
      CHECK(simdact_isa() == mine);
      CHECK(isa() == its);
      CHECK(inside.isa() == inner);
      const simdact_forward_fn kernel = find(SIMDACT_EXP, f32, SIMDACT_HIGH);
      const bool own = kernel != simdact_find_forward(SIMDACT_EXP, f32, SIMDACT_HIGH) &&
                       kernel != inside.find_forward(SIMDACT_EXP, f32, SIMDACT_HIGH);
      CHECK(own);
      for (const auto door : {&simdact_forward, forward, inside.forward}) CHECK(gives(door, x, want));
    }
    CHECK(dlclose(library) == 0);
    CHECK(dlclose(object) == 0);
  }
}

TEST_CASE("life/constructors and destructors") {
  CHECK(before_main == 1.5f);
  CHECK(constructed.y == 0.5f);
  void* object = dlopen(SIMDACT_TEST_EMBEDDER, RTLD_NOW | RTLD_LOCAL);
  REQUIRE_MESSAGE(object != nullptr, dlerror());
  embedder inside;
  symbol<decltype(&embedder_get)>(object, "embedder_get")(&inside);
  CHECK(inside.constructed);
  bool destroyed = false;
  *inside.destroyed = &destroyed;
  CHECK(dlclose(object) == 0);
  CHECK(destroyed);
}

TEST_CASE("life/atexit") {
  exit_inputs = inputs();
  exit_wanted = all_ops(&simdact_forward, exit_inputs);
  const int status = status_of_child([] {
    std::atexit(&use_at_exit);
    std::exit(1);
  });
  CHECK(status == 42);
}

// A fork at any moment of other threads' calls and choices leaves a child that computes and chooses as ever.
TEST_CASE("life/fork while threads compute") {
  const std::vector<float> x = inputs(), want = all_ops(&simdact_forward, x);
  const std::vector<std::string> isas = support::isas();
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t round = t; !stop; ++round) {
        simdact_set_isa(round % 5 == 0 ? nullptr : isas[round % isas.size()].c_str());
        if (!gives(&simdact_forward, x, want)) ++wrong;
      }
    });
  }
  for (int round = 0; round < 50; ++round) {
    const int status = status_of_child([&] {
      bool right = gives(&simdact_forward, x, want);
      for (const std::string& isa : isas) {
        right = right && simdact_set_isa(isa.c_str()) == SIMDACT_OK && simdact_isa() == isa;
        right = right && gives(&simdact_forward, x, want);
      }
      _exit(right ? 42 : 1);
    });
    CHECK(status == 42);
  }
  stop = true;
  for (std::thread& t : threads) t.join();
  CHECK(wrong == 0);
  simdact_set_isa(nullptr);
}
