// SPDX-License-Identifier: MIT
// The native operations on one instruction set, LANES_ISA with the registers of LANES_ARCH, or with none of scalar.
#include <type_traits>

#include "core/lanes.hpp"
#include "simdact/core/wide.hpp"

namespace {

namespace core = simdact::core;
namespace native = simdact::native;

struct scalar;
template <class Arch, class T>
struct vector_of {
  using type = xsimd::batch<T, Arch>;
};
template <class T>
struct vector_of<scalar, T> {
  using type = T;
};

constexpr float table_8[] = {1, -2, 3, -0.0f, 5, 6e-39f, 7, 8};
constexpr float table_16[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, -13, 14, -0.0f, 16e30f};

// The low half of a double's fraction added to the high half, which a float shows.
template <class D>
D folded(const D& x) {
  const auto low = native::shl<29>(native::to_bits(x)) & native::bits_t<D>(0xfffffffffffffull);
  return native::from_bits<D>(native::to_bits(x) ^ low);
}

template <class V, class Operation, class T>
void map(const Operation& f, const T* a, const T* b, const T* c, T* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += native::vector_traits<V>::lanes) {
    native::store(y + i, f(native::load<V>(a + i), native::load<V>(b + i), native::load<V>(c + i)));
  }
}

template <class T>
void apply(int operation, const T* first, const T* second, const T* third, T* out, std::size_t n) {
  using V = typename vector_of<LANES_ARCH, T>::type;
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
    map<V>(f, first, second, third, out, n);                                                                        \
  }
#define FLOAT_OPERATION(name, expression)   \
  if constexpr (std::is_same_v<T, float>) { \
    OPERATION(name, expression)             \
  } else {                                  \
    ++number;                               \
  }
#include "core/operations.def"
#undef FLOAT_OPERATION
#undef OPERATION
#undef IN_DOUBLE
}

}  // namespace

void lanes::LANES_ISA(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n) {
  apply(operation, a, b, c, y, n);
}
void lanes::LANES_ISA(int operation, const double* a, const double* b, const double* c, double* y, std::size_t n) {
  apply(operation, a, b, c, y, n);
}
