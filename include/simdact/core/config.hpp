// SPDX-License-Identifier: MIT
// What every header below batch.hpp rests on: inlining, the inline namespace that keeps instruction sets apart, and the
// refusal of compile flags that would change the bits.
#pragma once

#include <xsimd/xsimd.hpp>

#include <cfloat>

#if defined(__FAST_MATH__)
#error "simdact: -ffast-math changes results; compile without it"
#endif

// 16, which a target with _Float16 may have, leaves float as 0 does.
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16
#error "simdact: float operations are not rounded to float here (FLT_EVAL_METHOD); on x86 compile with -mfpmath=sse"
#endif

#if defined(_WIN32) || defined(__CYGWIN__)
#error "simdact: Windows is not supported: the fma of its C library does not round once"
#endif

#if !defined(XSIMD_VERSION_MAJOR) || XSIMD_VERSION_MAJOR < 8 || (XSIMD_VERSION_MAJOR == 8 && XSIMD_VERSION_MINOR < 1)
#error "simdact needs xsimd 8.1 or newer"
#endif

#define SIMDACT_INLINE inline __attribute__((always_inline))
#define SIMDACT_INLINE_LAMBDA __attribute__((always_inline))  // after the parameters

// One definition, one instruction set: each library object names its own tag on the command line; a consumer's
// translation unit gets one per instruction set it is compiled for, never shared with the library.
#ifndef SIMDACT_TAG
#if defined(__AVX512F__)
#define SIMDACT_TAG consumer_avx512
#elif defined(__AVX2__)
#define SIMDACT_TAG consumer_avx2
#elif defined(__aarch64__)
#define SIMDACT_TAG consumer_neon
#else
#define SIMDACT_TAG consumer_generic
#endif
#endif

// Every header below batch.hpp opens with `SIMDACT_NAMESPACE_BEGIN` and closes with `SIMDACT_NAMESPACE_END`.
#define SIMDACT_NAMESPACE_BEGIN \
  namespace simdact {           \
  inline namespace SIMDACT_TAG {
#define SIMDACT_NAMESPACE_END \
  }                           \
  }
