// SPDX-License-Identifier: MIT
// SIMDACT_ISA. The library reads it at its first use, so each case runs in a child process; the parent calls nothing
// of the library.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "doctest/doctest.h"
#include "simdact/simdact.h"

namespace {

struct outcome {
  std::string printed, errors;
  int status;
};

std::string drain(int descriptor) {
  std::string text;
  char buffer[256];
  for (ssize_t n; (n = read(descriptor, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(n));
  close(descriptor);
  return text;
}

// What `body` returns and what it writes to standard error, in a process of its own with SIMDACT_ISA=value (null:
// unset).
template <class Body>
outcome in_child(const char* value, Body body) {
  int output[2], errors[2];
  REQUIRE(pipe(output) == 0);
  REQUIRE(pipe(errors) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(errors[1], STDERR_FILENO);
    if (value != nullptr) setenv("SIMDACT_ISA", value, 1);
    if (value == nullptr) unsetenv("SIMDACT_ISA");
    const std::string text = body();
    _exit(write(output[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
  }
  close(output[1]);
  close(errors[1]);
  outcome result{drain(output[0]), drain(errors[0]), 0};
  REQUIRE(waitpid(child, &result.status, 0) == child);
  CHECK(result.status == 0);
  return result;
}

std::string chosen() { return simdact_isa(); }

// The instruction sets that this CPU supports, best first, separated by spaces; asked in a child as well.
std::string supported() {
  return in_child(nullptr,
                  [] {
                    std::string names;
                    for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
                      const char* name = simdact_isa_name(i);
                      if (simdact_isa_supported(name) != 0) names += std::string(name) + " ";
                    }
                    return names;
                  })
      .printed;
}

std::string best() {
  const std::string names = supported();
  return names.substr(0, names.find(' '));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("environment/unset or empty gives the best") {
  for (const char* value : {static_cast<const char*>(nullptr), ""}) {
    const outcome result = in_child(value, chosen);
    CHECK(result.printed == best());
    CHECK(result.errors.empty());
  }
}

TEST_CASE("environment/each supported one is used") {
  std::string names = supported();
  REQUIRE_FALSE(names.empty());
  while (!names.empty()) {
    const std::string name = names.substr(0, names.find(' '));
    names.erase(0, name.size() + 1);
    const outcome result = in_child(name.c_str(), chosen);
    CHECK(result.printed == name);
    CHECK(result.errors.empty());
  }
}

// The kernel that runs first of all calls is the chosen one's too.
TEST_CASE("environment/first use by a kernel") {
  const outcome result = in_child("generic", [] {
    const simdact_op op = simdact_op_at(0);
    const simdact_forward_fn first = simdact_find_forward(op, SIMDACT_F32, SIMDACT_HIGH);
    simdact_set_isa("generic");
    return std::string(first == simdact_find_forward(op, SIMDACT_F32, SIMDACT_HIGH) ? "generic" : "another");
  });
  CHECK(result.printed == "generic");
}

// An unknown name, or one that this machine lacks, is reported once however often the choice is made.
TEST_CASE("environment/unknown name") {
  for (const char* value : {"nonsense", "AVX2", "avx1024", "neon64"}) {
    const outcome result = in_child(value, [] {
      std::string names = simdact_isa();
      simdact_set_isa("generic");
      simdact_set_isa(nullptr);
      names += std::string(" ") + simdact_isa();
      simdact_set_isa(nullptr);
      return names;
    });
    CHECK(result.printed == best() + " " + best());
    CHECK_MESSAGE(count(result.errors, value) == 1, result.errors);
    CHECK_MESSAGE(count(result.errors, "\n") == 1, result.errors);
  }
}

// A terminal that shows the report is given no control characters, no second line and no more than a line.
TEST_CASE("environment/a hostile value") {
  const std::string hostile[] = {"\x1b[2J\x1b]0;title\a", "one\nsimdact: two\r",
                                 "\xc2\x9b"
                                 "2J\\\x7f",
                                 std::string(100000, 'x')};
  for (const std::string& value : hostile) {
    const outcome result = in_child(value.c_str(), chosen);
    CHECK(result.printed == best());
    CHECK(count(result.errors, "simdact: SIMDACT_ISA=") == 1);
    CHECK(result.errors.size() < 300);
    REQUIRE_FALSE(result.errors.empty());
    CHECK(result.errors.back() == '\n');
    for (const char c : result.errors.substr(0, result.errors.size() - 1)) CHECK((c >= ' ' && c <= '~'));
  }
  CHECK(count(in_child("a\x1b\\b", chosen).errors, "=a\\x1b\\x5cb is not") == 1);  // escaped, not dropped
}

// Threads that meet at the first use agree on one choice and report once.
TEST_CASE("environment/first use by many threads") {
  const std::string wanted = best();
  const outcome result = in_child("nonsense", [] {
    constexpr std::size_t count = 64;
    std::vector<std::string> names(count);
    std::vector<simdact_forward_fn> kernels(count);
    std::vector<float> results(count);
    std::atomic<std::size_t> waiting{count};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < count; ++t) {
      threads.emplace_back([&, t] {
        const float x = 3;
        --waiting;
        while (waiting > 0) std::this_thread::yield();
        if (t % 3 == 0) simdact_forward(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH, nullptr, &x, &results[t], 1);
        if (t % 3 == 1) kernels[t] = simdact_find_forward(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH);
        names[t] = simdact_isa();
        simdact_forward(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH, nullptr, &x, &results[t], 1);
        kernels[t] = simdact_find_forward(SIMDACT_RELU, SIMDACT_F32, SIMDACT_HIGH);
      });
    }
    for (std::thread& t : threads) t.join();
    for (std::size_t t = 0; t < count; ++t) {
      if (names[t] != names[0] || kernels[t] != kernels[0]) return std::string("different choices");
      if (results[t] != 3) return std::string("a wrong result");
    }
    return names[0];
  });
  CHECK(result.printed == wanted);
  CHECK_MESSAGE(count(result.errors, "\n") == 1, result.errors);
}

TEST_CASE("environment/set_isa goes over it and back") {
  const std::string other = best();
  const outcome result = in_child("generic", [&] {
    std::string names = simdact_isa();
    simdact_set_isa(other.c_str());
    names += std::string(" ") + simdact_isa();
    simdact_set_isa(nullptr);
    return names + " " + simdact_isa();
  });
  CHECK(result.printed == "generic " + other + " generic");
  CHECK(result.errors.empty());
}
