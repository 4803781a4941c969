// SPDX-License-Identifier: MIT
// batch.hpp on one architecture, as a consumer compiles it: REGISTERS_ISA and REGISTERS_ARCH on the command line.
// Nothing here but batch templates in internal linkage: the linker must not share code of this instruction set.
#include "simdact/batch.hpp"

#include "registers/registers.hpp"

namespace {

using batch = xsimd::batch<float, REGISTERS_ARCH>;
namespace tier = simdact::tier;

template <class Function>
void map(const Function& f, const float* x, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += batch::size) f(batch::load_unaligned(x + i)).store_unaligned(y + i);
}

template <class Tier, class Function>
bool map_at(const simdact_params* p, const Function& f, const float* x, float* y, std::size_t n) {
  if (p == nullptr) {
    map([&](const batch& b) { return f(b, Tier{}); }, x, y, n);
  } else {
    map([&](const batch& b) { return f(b, *p, Tier{}); }, x, y, n);
  }
  return true;
}

// Every tier that Op has, its own kernel or another's.
template <class Op, class Function>
bool map_tier(const registers::call& c, const Function& f, const float* x, float* y, std::size_t n) {
  if (c.tier == SIMDACT_HIGH) return map_at<tier::high>(c.params, f, x, y, n);
  if (c.tier == SIMDACT_FAST) return map_at<tier::fast>(c.params, f, x, y, n);
  if constexpr (simdact::in_register::has_tier<Op, tier::exact>::value)
    return map_at<tier::exact>(c.params, f, x, y, n);
  return false;
}

}  // namespace

bool registers::REGISTERS_ISA(const call& c, const float* x, float* y, std::size_t n) {
  switch (c.op) {
#define SIMDACT_OP(id, name)                                         \
  case simdact_after_##name - 1:                                     \
    if (c.tier == SIMDACT_HIGH && c.params == nullptr) {             \
      map([](const batch& b) { return simdact::name(b); }, x, y, n); \
      return true;                                                   \
    }                                                                \
    return map_tier<simdact::op::name>(                              \
        c, [](const auto&... a) { return simdact::name(a...); }, x, y, n);
#include "simdact/ops.def"
#undef SIMDACT_OP
    default:
      return false;
  }
}
