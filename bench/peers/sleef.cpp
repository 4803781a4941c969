// SPDX-License-Identifier: MIT
// SLEEF's vector functions: u10 (1 ulp) everywhere, u35 (3.5 ulp) where it has one.
#include <sleef.h>

#include "composed.hpp"

#if defined(__AVX512F__)
using floats = __m512;
using doubles = __m512d;
#define BENCH_FLOAT(name, tier) Sleef_##name##f16_##tier##avx512f
#define BENCH_DOUBLE(name, tier) Sleef_##name##d8_##tier##avx512f
#else
using floats = __m256;
using doubles = __m256d;
#define BENCH_FLOAT(name, tier) Sleef_##name##f8_##tier##avx2
#define BENCH_DOUBLE(name, tier) Sleef_##name##d4_##tier##avx2
#endif

namespace bench {
namespace {

#define BENCH_TIERS(scalar, FUNCTION)                       \
  struct scalar##_u10 {                                     \
    using T = scalar;                                       \
    using V = scalar##s;                                    \
    static V exp(V x) { return FUNCTION(exp, u10)(x); }     \
    static V expm1(V x) { return FUNCTION(expm1, u10)(x); } \
    static V log1p(V x) { return FUNCTION(log1p, u10)(x); } \
    static V erf(V x) { return FUNCTION(erf, u10)(x); }     \
    static V tanh(V x) { return FUNCTION(tanh, u10)(x); }   \
  };                                                        \
  struct scalar##_u35 : scalar##_u10 {                      \
    static V tanh(V x) { return FUNCTION(tanh, u35)(x); }   \
  };
BENCH_TIERS(float, BENCH_FLOAT)
BENCH_TIERS(double, BENCH_DOUBLE)
#undef BENCH_TIERS

template <class U10, class U35>
constexpr peer_kernel kernels[] = {BENCH_ALL_ROWS(U10, "u10"), BENCH_TANH_ROWS(U35, "u35"),
                                   BENCH_MISH_ROWS(U35, "u35")};

}  // namespace

extern const peer BENCH_PEER = {
    "sleef",
    BENCH_TEXT(SLEEF_VERSION_MAJOR) "." BENCH_TEXT(SLEEF_VERSION_MINOR) "." BENCH_TEXT(SLEEF_VERSION_PATCHLEVEL),
    {{SIMDACT_F32, kernels<float_u10, float_u35>}, {SIMDACT_F64, kernels<double_u10, double_u35>}}};

}  // namespace bench
