// SPDX-License-Identifier: MIT
// glibc's vector functions, by the names of the x86-64 vector ABI.
#include <immintrin.h>

#include "composed.hpp"

#if defined(__AVX512F__)
using floats = __m512;
using doubles = __m512d;
#define BENCH_FLOAT(name) _ZGVeN16v_##name##f
#define BENCH_DOUBLE(name) _ZGVeN8v_##name
#else
using floats = __m256;
using doubles = __m256d;
#define BENCH_FLOAT(name) _ZGVdN8v_##name##f
#define BENCH_DOUBLE(name) _ZGVdN4v_##name
#endif
#define BENCH_DECLARE(name)         \
  floats BENCH_FLOAT(name)(floats); \
  doubles BENCH_DOUBLE(name)(doubles);
extern "C" {
BENCH_DECLARE(exp)
BENCH_DECLARE(expm1)
BENCH_DECLARE(log1p)
BENCH_DECLARE(erf)
BENCH_DECLARE(tanh)
}

namespace bench {
namespace {

#define BENCH_LIBRARY(scalar, FUNCTION)                \
  struct mvec_##scalar {                               \
    using T = scalar;                                  \
    using V = scalar##s;                               \
    static V exp(V x) { return FUNCTION(exp)(x); }     \
    static V expm1(V x) { return FUNCTION(expm1)(x); } \
    static V log1p(V x) { return FUNCTION(log1p)(x); } \
    static V erf(V x) { return FUNCTION(erf)(x); }     \
    static V tanh(V x) { return FUNCTION(tanh)(x); }   \
  };
BENCH_LIBRARY(float, BENCH_FLOAT)
BENCH_LIBRARY(double, BENCH_DOUBLE)
#undef BENCH_LIBRARY

template <class M>
constexpr peer_kernel kernels[] = {BENCH_ALL_ROWS(M, "")};

}  // namespace

extern const peer BENCH_PEER = {"libmvec",
                                "glibc " BENCH_TEXT(__GLIBC__) "." BENCH_TEXT(__GLIBC_MINOR__),
                                {{SIMDACT_F32, kernels<mvec_float>}, {SIMDACT_F64, kernels<mvec_double>}}};

}  // namespace bench
