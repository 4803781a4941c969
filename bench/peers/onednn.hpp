// SPDX-License-Identifier: MIT
// oneDNN on one thread.
#pragma once

#include <oneapi/dnnl/dnnl.hpp>

extern "C" void omp_set_num_threads(int);  // of the OpenMP library that oneDNN runs on

namespace bench {

struct dnnl_session {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  dnnl_session() { omp_set_num_threads(1); }
};

inline dnnl_session& get_session() {
  static dnnl_session s;
  return s;
}

}  // namespace bench
