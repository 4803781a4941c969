// SPDX-License-Identifier: MIT
// What is compared: our kernels, per instruction set and tier, and the peers' that this build has and this CPU can run.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "record.hpp"

namespace bench {

namespace ulp = simdact::ulp;
using ulp::direction;

// A storage type that is measured. Another one is another row of dtypes.
struct dtype {
  simdact_dtype id;
  std::size_t size;
  void (*store)(const float* from, void* to, std::size_t n);
};
const std::vector<dtype>& dtypes();

// What is implemented: a function in one direction on one storage type.
struct task {
  simdact_op op;
  direction way;
  simdact_dtype type;

  // op/direction/dtype
  std::string path() const;
};

struct candidate {
  task what;
  std::string name;     // our tier, or the peer's name with its variant
  std::string isa;      // that its code uses
  std::string version;  // a change of which makes measured errors obsolete
  // One of them; forward also beside derivatives, for a yardstick.
  simdact_forward_fn forward;
  simdact_backward_fn backward;
  const simdact_params* params;
  bool ours;
  bool yardstick;  // stands beside the task for its time alone and is no implementation of it
  double bound;    // the largest error promised, in ulp; negative where none is

  // op/direction/dtype/candidate/isa, which tells it from all others
  std::string path() const { return what.path() + "/" + name + "/" + isa; }
  void run(const void* x, const void* dy, void* y, std::size_t n) const {
    if (forward != nullptr) {
      forward(params, x, y, n);
    } else {
      backward(params, x, dy, y, n);
    }
  }
};

// The yardsticks that times are compared with, in each direction those that there is:
//   copy          x, copied
//   dy_times_x    a plain loop of products
//   forward_high  the same function's forward kernel, on the same inputs
const std::vector<std::string>& yardsticks(direction way);

// Of each task, in the library's order of functions: ours, the peers', the yardsticks. No functions named: all.
std::vector<std::vector<candidate>> all_candidates(const std::vector<std::string>& ops);

// What the record says of a kernel of ours; null where that is nothing.
const ulp::record_row* find_record(const candidate& c);

// The peers' versions by name, and the Debian packages of those that this build lacks.
std::vector<std::pair<std::string, std::string>> peer_versions();
std::vector<std::pair<std::string, std::string>> absent_peers();

}  // namespace bench
