// SPDX-License-Identifier: MIT
// What is compared: our kernels, per instruction set and tier, and the peers' that this build has and this CPU can run.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "joins.hpp"
#include "record.hpp"

namespace bench {

namespace ulp = simdact::ulp;
using ulp::direction;

// What is implemented: a function in one direction on one storage type.
struct task {
  simdact_op op;
  direction way;
  simdact_dtype type;
  const join* joined = nullptr;  // for what is no function of one element; op is 0 then

  std::string name() const;
  // Of the arrays for a length n.
  std::size_t elements(std::size_t n) const { return joined != nullptr ? joined->elements(n) : n; }
  // op/direction/dtype
  std::string path() const;
};

struct candidate {
  task what;
  std::string name;     // our tier, or the peer's name with its variant
  std::string isa;      // that its code uses
  std::string version;  // a change of which makes measured errors obsolete
  // One of them: backward for functions of two arrays; forward also beside those, for a yardstick.
  simdact_forward_fn forward;
  simdact_backward_fn backward;
  const simdact_params* params;
  bool ours;
  bool yardstick;       // stands beside the task for its time alone and is no implementation of it
  double bound;         // the largest error promised, in ulp of the result; negative where none is
  simdact_dtype works;  // the storage type that it works on: the task's but for a yardstick

  // op/direction/dtype/candidate/isa, which tells it from all others
  std::string path() const { return what.path() + "/" + name + "/" + isa; }
  // What to run it with for a length n: yardsticks do not know rows.
  std::size_t length(std::size_t n) const { return yardstick && !ours ? what.elements(n) : n; }
  // What it calls of the library's doors runs on its instruction set from now on.
  void select() const { simdact_set_isa(isa.c_str()); }
  void run(const void* x, const void* dy, void* y, std::size_t n) const {
    if (forward != nullptr) {
      forward(params, x, y, n);
    } else {
      backward(params, x, dy, y, n);
    }
  }
};

// Of each task, by storage type and then in the library's order of functions, joins behind them: ours, the peers', and
// beside them
//   copy          x, copied
//   dy_times_x    of a derivative: a plain loop of products
//   forward_high  of a derivative or a join: the same function's forward kernel, on the same inputs
//   two_passes    of gated and bias: that kernel and a plain loop
//   f32_high      of another type than f32: the same kernel of f32, on as many elements
// No functions named: all.
std::vector<std::vector<candidate>> all_candidates(const std::vector<std::string>& ops);

// The library's functions and joins by name.
std::vector<std::string> op_names();

// What the record says of a kernel of ours; null where that is nothing, or not in ulp of the result, as peers' errors
// are.
const ulp::record_row* find_record(const candidate& c);

// The peers' versions by name, and the Debian packages of those that this build lacks.
std::vector<std::pair<std::string, std::string>> peer_versions();
std::vector<std::pair<std::string, std::string>> absent_peers();

// A library that is linked with -ffast-math makes the process flush subnormal numbers when it is loaded; some functions
// do so when they are called. Throws where that was done.
void require_subnormals();

}  // namespace bench
