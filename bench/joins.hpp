// SPDX-License-Identifier: MIT
// What is no function of one element: rows, and functions with a second operand, under names of their own.
#pragma once

#include <vector>

#include "kernel_id.hpp"
#include "peers/peer.hpp"

namespace bench {

// One of them. Null where there is no such function; those of two arrays have the second operand as peer_kernel has it.
struct join {
  const char* name;
  simdact_op op;   // with whose exact results it agrees where the second operand is `neutral`; 0: `exact` has them
  bool by_rows;    // a length is that of a row, of which there are so many that the caches are not empty: rows_of
  double neutral;  // for each element of the second operand
  simdact_forward_fn forward;
  simdact_backward_fn joined, backward, from_output;
  // The results for one row, x as doubles, to 64 binary digits but for the rounding of differences between logits. Null
  // where nothing is rounded.
  void (*exact)(const double* x, long double* y, std::size_t n);
  const simdact_params* exact_params = nullptr;
  double least = 0;  // an ulp is that of a number of at least this size

  bool has(simdact::ulp::direction way) const;
  simdact_backward_fn of_two_arrays(simdact::ulp::direction way) const;
  std::size_t elements(std::size_t n) const { return by_rows ? rows_of(n) * n : n; }
};

const std::vector<join>& all_joins();

// What its functions are to be called with: our door's arguments. They stay for ever.
const simdact_params* make_door(const join& j, simdact_dtype type, simdact_accuracy tier);

// What tells its results from others', in the records that the tests keep; "" for a tier that another one serves.
std::string results_of(const join& j, simdact_dtype type, simdact_accuracy tier);

// The largest error promised, in ulp.
double bound_of(const join& j, simdact_dtype type, simdact_accuracy tier);

}  // namespace bench
