// SPDX-License-Identifier: MIT
// The native operations on one instruction set, LANES_ISA with the vector LANES_VECTOR, both on the command line.
#include "core/lanes.hpp"
#include "simdact/core/wide.hpp"

namespace {

namespace core = simdact::core;
namespace native = simdact::native;
using V = LANES_VECTOR;

constexpr float table_8[] = {1, -2, 3, -0.0f, 5, 6e-39f, 7, 8};
constexpr float table_16[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -13, 14, -0.0f, 16e30f};

// The low half of a double's fraction added to the high half, which a float shows.
template <class D>
D folded(const D& x) {
  const auto low = native::shl<29>(native::to_bits(x)) & native::bits_t<D>(0xfffffffffffffull);
  return native::from_bits<D>(native::to_bits(x) ^ low);
}

template <class Operation>
void map(const Operation& f, const float* a, const float* b, const float* c, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += native::vector_traits<V>::lanes) {
    native::store(y + i, f(native::load<V>(a + i), native::load<V>(b + i), native::load<V>(c + i)));
  }
}

}  // namespace

void lanes::LANES_ISA(int operation, const float* first, const float* second, const float* third, float* out,
                      std::size_t n) {
  int number = 0;
#define IN_DOUBLE(expression)                                                                              \
  core::in_double(                                                                                         \
      []([[maybe_unused]] const auto& x, [[maybe_unused]] const auto& y, [[maybe_unused]] const auto& z) { \
        using D = std::decay_t<decltype(x)>;                                                               \
        return folded(D(expression));                                                                      \
      },                                                                                                   \
      a, b, c)
#define OPERATION(name, expression)                                                                                 \
  if (number++ == operation) {                                                                                      \
    const auto f = []([[maybe_unused]] const V& a, [[maybe_unused]] const V& b, [[maybe_unused]] const V& c) -> V { \
      return expression;                                                                                            \
    };                                                                                                              \
    map(f, first, second, third, out, n);                                                                           \
  }
#include "core/operations.def"
#undef OPERATION
#undef IN_DOUBLE
}
