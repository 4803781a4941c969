// SPDX-License-Identifier: MIT
// Every op through the C++ API, by pointer and by container, so that a test can walk them.
#pragma once

#include <cstddef>
#include <vector>

#include "simdact/simdact.hpp"

namespace cpp {

struct call {
  simdact_op op;
  simdact_status (*pointers)(const float*, float*, std::size_t, simdact::accuracy);
  simdact_status (*pointers_with)(const float*, float*, std::size_t, const simdact::params&, simdact::accuracy);
  simdact_status (*vectors)(const std::vector<float>&, std::vector<float>&, simdact::accuracy);
  simdact_status (*vectors_with)(const std::vector<float>&, std::vector<float>&, const simdact::params&,
                                 simdact::accuracy);
  simdact_status (*backward_pointers)(const float*, const float*, float*, std::size_t, simdact::accuracy);
  simdact_status (*backward_pointers_with)(const float*, const float*, float*, std::size_t, const simdact::params&,
                                           simdact::accuracy);
  simdact_status (*backward_vectors)(const std::vector<float>&, const std::vector<float>&, std::vector<float>&,
                                     simdact::accuracy);
  simdact_status (*backward_vectors_with)(const std::vector<float>&, const std::vector<float>&, std::vector<float>&,
                                          const simdact::params&, simdact::accuracy);
};

static const call calls[] = {
// in each file its own: they are compiled differently
#define SIMDACT_OP(id, NAME, name)                                                                                 \
  {id,                                                                                                             \
   [](const float* x, float* y, std::size_t n, simdact::accuracy a) { return simdact::name(x, y, n, a); },         \
   [](const float* x, float* y, std::size_t n, const simdact::params& p, simdact::accuracy a) {                    \
     return simdact::name(x, y, n, p, a);                                                                          \
   },                                                                                                              \
   [](const std::vector<float>& x, std::vector<float>& y, simdact::accuracy a) { return simdact::name(x, y, a); }, \
   [](const std::vector<float>& x, std::vector<float>& y, const simdact::params& p, simdact::accuracy a) {         \
     return simdact::name(x, y, p, a);                                                                             \
   },                                                                                                              \
   [](const float* x, const float* dy, float* dx, std::size_t n, simdact::accuracy a) {                            \
     return simdact::name##_backward(x, dy, dx, n, a);                                                             \
   },                                                                                                              \
   [](const float* x, const float* dy, float* dx, std::size_t n, const simdact::params& p, simdact::accuracy a) {  \
     return simdact::name##_backward(x, dy, dx, n, p, a);                                                          \
   },                                                                                                              \
   [](const std::vector<float>& x, const std::vector<float>& dy, std::vector<float>& dx, simdact::accuracy a) {    \
     return simdact::name##_backward(x, dy, dx, a);                                                                \
   },                                                                                                              \
   [](const std::vector<float>& x, const std::vector<float>& dy, std::vector<float>& dx, const simdact::params& p, \
      simdact::accuracy a) { return simdact::name##_backward(x, dy, dx, p, a); }},
#include "simdact/ops.def"
#undef SIMDACT_OP
};

}  // namespace cpp
