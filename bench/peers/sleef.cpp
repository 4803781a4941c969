// SPDX-License-Identifier: MIT
// SLEEF's vector functions: u10 (1 ulp) everywhere, u35 (3.5 ulp) where it has one.
#include <sleef.h>

#include "composed.hpp"

#if defined(__AVX512F__)
#define BENCH_FUNCTION(name, tier) Sleef_##name##f16_##tier##avx512f
#else
#define BENCH_FUNCTION(name, tier) Sleef_##name##f8_##tier##avx2
#endif

namespace bench {
namespace {

struct u10 {
#if defined(__AVX512F__)
  using V = __m512;
#else
  using V = __m256;
#endif
  static V exp(V x) { return BENCH_FUNCTION(exp, u10)(x); }
  static V expm1(V x) { return BENCH_FUNCTION(expm1, u10)(x); }
  static V log1p(V x) { return BENCH_FUNCTION(log1p, u10)(x); }
  static V erf(V x) { return BENCH_FUNCTION(erf, u10)(x); }
  static V tanh(V x) { return BENCH_FUNCTION(tanh, u10)(x); }
};

struct u35 : u10 {
  static V tanh(V x) { return BENCH_FUNCTION(tanh, u35)(x); }
};

constexpr peer_kernel kernels[] = {BENCH_EXP_ROWS(u10, "u10"),   BENCH_EXPM1_ROWS(u10, "u10"),
                                   BENCH_LOG1P_ROWS(u10, "u10"), BENCH_ERF_ROWS(u10, "u10"),
                                   BENCH_TANH_ROWS(u10, "u10"),  BENCH_MISH_ROWS(u10, "u10"),
                                   BENCH_TANH_ROWS(u35, "u35"),  BENCH_MISH_ROWS(u35, "u35")};

}  // namespace

extern const peer BENCH_PEER = make_peer(
    "sleef",
    BENCH_TEXT(SLEEF_VERSION_MAJOR) "." BENCH_TEXT(SLEEF_VERSION_MINOR) "." BENCH_TEXT(SLEEF_VERSION_PATCHLEVEL),
    kernels);

}  // namespace bench
