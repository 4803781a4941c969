// SPDX-License-Identifier: MIT
// The floating-point environment's control bits: rounding, flushing of subnormals, exception masks. Not its flags,
// which any operation may raise.
#pragma once

#include <cfenv>
#include <cstdint>

namespace support {

// MXCSR without its flags, the x87 unit's control word above it; FPCR.
inline std::uint64_t fp_control() {
#if defined(__x86_64__)
  std::uint16_t x87;
  __asm__ volatile("fnstcw %0" : "=m"(x87) : : "memory");
  return std::uint64_t{x87} << 32 | (__builtin_ia32_stmxcsr() & ~0x3fu);
#elif defined(__aarch64__)
  std::uint64_t fpcr;
  __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr) : : "memory");
  return fpcr;
#endif
}

inline constexpr int roundings[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO};

inline const char* rounding_name(int rounding) {
  return rounding == FE_TONEAREST ? "to nearest"
         : rounding == FE_UPWARD  ? "upward"
                                  : (rounding == FE_DOWNWARD ? "downward" : "toward zero");
}

// A rounding mode and the flushing of subnormal inputs and results, while it lives; then the caller's environment.
class fp_mode {
 public:
  fp_mode(int rounding, bool flush) {
    std::fegetenv(&before_);
    std::fesetround(rounding);
    if (!flush) return;
#if defined(__x86_64__)
    __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() | 0x8040u);
#elif defined(__aarch64__)
    __asm__ volatile("msr fpcr, %0" : : "r"(fp_control() | std::uint64_t{1} << 24) : "memory");
#endif
  }
  ~fp_mode() { std::fesetenv(&before_); }
  fp_mode(const fp_mode&) = delete;
  fp_mode& operator=(const fp_mode&) = delete;

 private:
  std::fenv_t before_;
};

}  // namespace support
