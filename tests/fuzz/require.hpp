// SPDX-License-Identifier: MIT
// What a fuzz target does with a falsehood: tell it, and stop for libFuzzer to keep the input.
#pragma once

#include <cstdio>
#include <cstdlib>

#define REQUIRE(...)                                                                 \
  do {                                                                               \
    if (!(__VA_ARGS__)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)
