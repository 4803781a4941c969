// SPDX-License-Identifier: MIT
// The C library's scalar functions.
#include <math.h>

#include "composed.hpp"

namespace bench {
namespace {

struct libm {
  using V = float;
  static V exp(V x) { return expf(x); }
  static V expm1(V x) { return expm1f(x); }
  static V log1p(V x) { return log1pf(x); }
  static V erf(V x) { return erff(x); }
  static V tanh(V x) { return tanhf(x); }
};

constexpr peer_kernel kernels[] = {BENCH_EXP_ROWS(libm, ""), BENCH_EXPM1_ROWS(libm, ""), BENCH_LOG1P_ROWS(libm, ""),
                                   BENCH_ERF_ROWS(libm, ""), BENCH_TANH_ROWS(libm, ""),  BENCH_MISH_ROWS(libm, "")};

#ifdef __GLIBC__
constexpr char version[] = "glibc " BENCH_TEXT(__GLIBC__) "." BENCH_TEXT(__GLIBC_MINOR__);
#else
constexpr char version[] = "";
#endif

}  // namespace

extern const peer BENCH_PEER = make_peer("libm", version, kernels);

}  // namespace bench
