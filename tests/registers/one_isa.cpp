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

}  // namespace

bool registers::REGISTERS_ISA(simdact_op op, form how, const simdact_params& p, const float* x, float* y,
                              std::size_t n) {
  switch (op) {
#define SIMDACT_OP(id, name)                                                                                          \
  case simdact_after_##name - 1:                                                                                      \
    if (how == plain) map([](const batch& b) { return simdact::name(b); }, x, y, n);                                  \
    if (how == with_tier) map([](const batch& b) { return simdact::name(b, tier::fast{}); }, x, y, n);                \
    if (how == with_params) map([&](const batch& b) { return simdact::name(b, p); }, x, y, n);                        \
    if (how == with_params_and_tier) map([&](const batch& b) { return simdact::name(b, p, tier::fast{}); }, x, y, n); \
    return true;
#include "simdact/ops.def"
#undef SIMDACT_OP
    default:
      return false;
  }
}
