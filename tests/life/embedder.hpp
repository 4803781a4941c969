// SPDX-License-Identifier: MIT
// What embedder.so tells the test that loads it.
#pragma once

#include "simdact/simdact.h"

struct embedder {
  decltype(&simdact_forward) forward;  // its own copy's functions
  decltype(&simdact_find_forward) find_forward;
  decltype(&simdact_set_isa) set_isa;
  decltype(&simdact_isa) isa;
  bool constructed;  // whether its constructor had computed what it computes now
  bool** destroyed;  // where its destructor is to put the same
};

extern "C" void embedder_get(embedder* to);
