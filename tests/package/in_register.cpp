// SPDX-License-Identifier: MIT
// in_register: every function on batches of every width this program is compiled for gives the bits of the library's
// arrays, over a stride of all floats and at parameters off the defaults.
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "simdact/batch.hpp"
#include "simdact/simdact.h"

namespace {

constexpr std::uint32_t stride = 60013;
int failures = 0;
std::uint64_t compared = 0;

std::uint32_t canonical(std::uint32_t bits) { return (bits & 0x7fffffffu) > 0x7f800000u ? 0x7fc00000u : bits; }

template <class A, class F>
void compare(simdact_op op, simdact_accuracy tier, const simdact_params* params, const F& in_register) {
  using batch = xsimd::batch<float, A>;
  constexpr std::size_t lanes = batch::size;
  float x[lanes], expected[lanes], got[lanes];
  std::uint64_t next = 0;
  while (next < std::uint64_t{1} << 32) {
    for (std::size_t i = 0; i < lanes; ++i, next += stride) {
      const auto bits = static_cast<std::uint32_t>(next);
      std::memcpy(&x[i], &bits, sizeof bits);
    }
    if (simdact_forward(op, SIMDACT_F32, tier, params, x, expected, lanes) != SIMDACT_OK) ++failures;
    in_register(batch::load_unaligned(x)).store_unaligned(got);
    std::uint32_t want[lanes], have[lanes], in[lanes];
    std::memcpy(want, expected, sizeof want);
    std::memcpy(have, got, sizeof have);
    std::memcpy(in, x, sizeof in);
    for (std::size_t i = 0; i < lanes; ++i, ++compared) {
      if (canonical(want[i]) == canonical(have[i])) continue;
      if (++failures < 20) {
        std::printf("FAILED: %s, %zu lanes: x %08x, array %08x, register %08x\n", simdact_op_name(op), lanes, in[i],
                    want[i], have[i]);
      }
    }
  }
}

template <class A, simdact::accuracy tier>
void compare_tier() {
  constexpr simdact_params other{0.75, 2};
#define SIMDACT_OP(id, NAME, name)                                                                                    \
  if constexpr (simdact::is_served<simdact::op::name, simdact::direction::forward, simdact::arithmetic::f32, tier>) { \
    constexpr auto asked = static_cast<simdact_accuracy>(tier);                                                       \
    compare<A>(id, asked, nullptr, [](const auto& x) { return simdact::name<tier>(x); });                             \
    compare<A>(id, asked, &other, [&](const auto& x) { return simdact::name<tier>(x, other); });                      \
  }
#include "simdact/ops.def"
#undef SIMDACT_OP
}

template <class A>
void compare_all() {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) compare_tier<A, simdact::accuracy::name>();
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
}

}  // namespace

int main() {
  compare_all<xsimd::default_arch>();
#if defined(__AVX512F__)
  compare_all<xsimd::fma3<xsimd::avx2>>();
#endif
  std::printf("%llu values compared, %d failures\n", static_cast<unsigned long long>(compared), failures);
  return failures != 0 || compared == 0;
}
