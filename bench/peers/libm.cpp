// SPDX-License-Identifier: MIT
// The C library's scalar functions.
#include <cmath>

#include "composed.hpp"

namespace bench {
namespace {

template <class Scalar>
struct libm {
  using T = Scalar;
  using V = Scalar;
  static V exp(V x) { return std::exp(x); }
  static V expm1(V x) { return std::expm1(x); }
  static V log1p(V x) { return std::log1p(x); }
  static V erf(V x) { return std::erf(x); }
  static V tanh(V x) { return std::tanh(x); }
};

template <class M>
constexpr peer_kernel kernels[] = {BENCH_ALL_ROWS(M, "")};

#ifdef __GLIBC__
constexpr char version[] = "glibc " BENCH_TEXT(__GLIBC__) "." BENCH_TEXT(__GLIBC_MINOR__);
#else
constexpr char version[] = "";
#endif

}  // namespace

extern const peer BENCH_PEER = {
    "libm", version, {{SIMDACT_F32, kernels<libm<float>>}, {SIMDACT_F64, kernels<libm<double>>}}};

}  // namespace bench
