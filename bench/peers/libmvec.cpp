// SPDX-License-Identifier: MIT
// glibc's vector functions, by the names of the x86-64 vector ABI.
#include <immintrin.h>

#include "composed.hpp"

#if defined(__AVX512F__)
using vector = __m512;
#define BENCH_FUNCTION(name) _ZGVeN16v_##name##f
#else
using vector = __m256;
#define BENCH_FUNCTION(name) _ZGVdN8v_##name##f
#endif
extern "C" {
vector BENCH_FUNCTION(exp)(vector);
vector BENCH_FUNCTION(expm1)(vector);
vector BENCH_FUNCTION(log1p)(vector);
vector BENCH_FUNCTION(erf)(vector);
vector BENCH_FUNCTION(tanh)(vector);
}

namespace bench {
namespace {

struct mvec {
  using V = vector;
  static V exp(V x) { return BENCH_FUNCTION(exp)(x); }
  static V expm1(V x) { return BENCH_FUNCTION(expm1)(x); }
  static V log1p(V x) { return BENCH_FUNCTION(log1p)(x); }
  static V erf(V x) { return BENCH_FUNCTION(erf)(x); }
  static V tanh(V x) { return BENCH_FUNCTION(tanh)(x); }
};

constexpr peer_kernel kernels[] = {BENCH_EXP_ROWS(mvec, ""), BENCH_EXPM1_ROWS(mvec, ""), BENCH_LOG1P_ROWS(mvec, ""),
                                   BENCH_ERF_ROWS(mvec, ""), BENCH_TANH_ROWS(mvec, ""),  BENCH_MISH_ROWS(mvec, "")};

}  // namespace

extern const peer BENCH_PEER =
    make_peer("libmvec", "glibc " BENCH_TEXT(__GLIBC__) "." BENCH_TEXT(__GLIBC_MINOR__), kernels);

}  // namespace bench
