// SPDX-License-Identifier: MIT
// What both programs need of the command line and of the process.
#pragma once

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <string>

#include "simdact/simdact.h"

namespace bench {

inline CLI::Validator known_op() {
  return {[](const std::string& name) {
            return simdact_op_from_name(name.c_str()) == 0 ? "there is no function " + name : std::string();
          },
          "NAME"};
}

// A library that was linked with -ffast-math makes the process flush them when it is loaded.
inline void require_subnormals(const std::string& when) {
  volatile float smallest = 0x1p-126f;
  if (smallest * 0.5f == 0) throw std::runtime_error("subnormal numbers are flushed to zero " + when);
}

}  // namespace bench
