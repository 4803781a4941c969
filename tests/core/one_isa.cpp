// SPDX-License-Identifier: MIT
// The native operations on one instruction set, LANES_ISA with the vector LANES_VECTOR, both on the command line.
#include "core/lanes.hpp"
#include "simdact/core/native.hpp"

namespace {

namespace native = simdact::native;
using V = LANES_VECTOR;

constexpr float table_8[] = {1, -2, 3, -0.0f, 5, 6e-39f, 7, 8};
constexpr float table_16[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -13, 14, -0.0f, 16e30f};

// What scale is stated for: a magnitude far from the ends, a whole number in [-252, 252].
V middle(const V& a) {
  const auto kept = native::to_bits(a) & native::to_bits(V(native::scalar_t<V>(-0x1.fffffep-112f)));
  return native::from_bits<V>(kept + native::to_bits(V(0x1p-10f)));
}
V whole(const V& b, const V& c) {
  const V tens = native::signed_to_float(native::sar<24>(native::to_bits(b)));
  const V ones = native::signed_to_float(native::sar<31>(native::to_bits(c)));
  return native::max(V(-252.0f), native::min(V(252.0f), tens + tens + ones));
}

template <class Operation>
void map(const Operation& f, const float* a, const float* b, const float* c, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += native::vector_traits<V>::lanes) {
    native::store(y + i, f(native::load<V>(a + i), native::load<V>(b + i), native::load<V>(c + i)));
  }
}

}  // namespace

void lanes::LANES_ISA(int operation, const float* x, const float* y, const float* z, float* out, std::size_t n) {
  int number = 0;
#define OPERATION(name, expression)                                                                                 \
  if (number++ == operation) {                                                                                      \
    const auto f = []([[maybe_unused]] const V& a, [[maybe_unused]] const V& b, [[maybe_unused]] const V& c) -> V { \
      return expression;                                                                                            \
    };                                                                                                              \
    map(f, x, y, z, out, n);                                                                                        \
  }
#include "core/operations.def"
#undef OPERATION
}
