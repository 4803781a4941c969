// SPDX-License-Identifier: MIT
// bias, prelu and their gradients.
#pragma once

#include "loops/channel_operands.hpp"
#include "loops/channel_sums.hpp"
#include "simdact/join/prelu.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <class Storage, class V>
SIMDACT_INLINE void add_biases(const channel_operands<Storage, V>& biases, const void* x, std::size_t start,
                               std::size_t n, buffer<V>& values) {
  const char* const from = element<Storage>(x, start);
  biases.map(
      start, n,
      [&](std::size_t i, std::size_t end, const V& b)
          SIMDACT_INLINE_LAMBDA { return load_part<Storage, V>(from, i, end) + b; },
      [&](std::size_t i, std::size_t end, const V& sum) SIMDACT_INLINE_LAMBDA { values.store(i, end, sum); });
}

template <class Storage, class V>
void bias(const detail::activation& f, const void* x, const void* biases, void* y, channel_shape shape) {
  buffer<V> values;
  const channel_operands<Storage, V> operands(biases, shape);
  const std::size_t n = shape.outer * shape.channels * shape.inner;
  for_each_block_of(n, [&](std::size_t i, std::size_t size) SIMDACT_INLINE_LAMBDA {
    add_biases(operands, x, i, size, values);
    char* const to = element<Storage>(y, i);
    if constexpr (is_plain<Storage, V>) {
      f.forward(f.params, values.values, to, size);
    } else {
      f.forward(f.params, values.values, values.values, size);
      put<Storage>(to, size, values);
    }
  });
}

template <class Storage, class V>
void bias_backward(const detail::activation& f, const void* x, const void* biases, const void* dy, void* dx,
                   void* dbias, channel_shape shape) {
  buffer<V> values, gradients;
  const channel_operands<Storage, V> operands(biases, shape);
  const auto block = [&](std::size_t start, std::size_t n, const auto& add) SIMDACT_INLINE_LAMBDA {
    add_biases(operands, x, start, n, values);
    const void* const factor = as_lanes<Storage>(element<Storage>(dy, start), n, gradients);
    char *const to = element<Storage>(dx, start), *const results = is_plain<Storage, V> ? to : values.bytes();
    f.backward(f.params, values.values, factor, results, n);
    if constexpr (!is_plain<Storage, V>) put<Storage>(to, n, values);
    add([&](std::size_t k, std::size_t end, vector_sums<V>& sums) SIMDACT_INLINE_LAMBDA {
      const doubles_of<V> d = load_doubles<scalar_storage<V>, V>(results, k, end);
      for (std::size_t p = 0; p < vector_sums<V>::count; ++p) {
        sums.part[p] = plus(sums.part[p], d.part[p]);
      }
    });
  };
  map_and_sum<Storage, V>(shape, dbias, block);
}

template <class Storage, class V>
void prelu(const void* x, const void* slopes, void* y, channel_shape shape) {
  const char* const from = static_cast<const char*>(x);
  char* const to = static_cast<char*>(y);
  const channel_operands<Storage, V> operands(slopes, shape);
  using Unit = unit_t<Storage, V>;
  operands.map(
      0, shape.outer * shape.channels * shape.inner,
      [&](std::size_t i, std::size_t end, const Unit& slope) SIMDACT_INLINE_LAMBDA {
        return on_unit([](const V& a, const V& s) SIMDACT_INLINE_LAMBDA { return join::prelu(a, s); },
                       read_once(load_part<Storage, V>(from, i, end)), slope);
      },
      [&](std::size_t i, std::size_t end, const Unit& result)
          SIMDACT_INLINE_LAMBDA { store_part<Storage>(to, i, end, result); });
}

// With x dy, which is exact in double where x and dy are floats.
template <class D>
SIMDACT_INLINE D add_slope_term(const D& sum, const D& x, const D& dy) {
  return join::prelu_slope_sum(x, native::fma(x, dy, sum), sum);
}
template <class D>
SIMDACT_INLINE core::two_part<D> add_slope_term(const core::two_part<D>& sum, const D& x, const D& dy) {
  const D zero(0.0), high = x * dy, low = native::fms(x, dy, high);
  return plus(sum, core::two_part<D>{join::prelu_slope_sum(x, high, zero), join::prelu_slope_sum(x, low, zero)});
}

template <class Storage, class V>
void prelu_backward(const void* x, const void* slopes, const void* dy, void* dx, void* dslope, channel_shape shape) {
  const channel_operands<Storage, V> operands(slopes, shape);
  const auto block = [&](std::size_t start, std::size_t n, const auto& add) SIMDACT_INLINE_LAMBDA {
    const char *const from_x = element<Storage>(x, start), *const from_dy = element<Storage>(dy, start);
    char* const to = element<Storage>(dx, start);
    // First, since dx may be x or dy.
    add([&](std::size_t k, std::size_t end, vector_sums<V>& sums) SIMDACT_INLINE_LAMBDA {
      const doubles_of<V> a = load_doubles<Storage, V>(from_x, k, end), b = load_doubles<Storage, V>(from_dy, k, end);
      for (std::size_t p = 0; p < vector_sums<V>::count; ++p) {
        sums.part[p] = add_slope_term(sums.part[p], a.part[p], b.part[p]);
      }
    });
    operands.map(
        start, n,
        [&](std::size_t k, std::size_t end, const V& slope) SIMDACT_INLINE_LAMBDA {
          const V a = load_part<Storage, V>(from_x, k, end), b = load_part<Storage, V>(from_dy, k, end);
          return join::prelu_gradient(a, slope, b);
        },
        [&](std::size_t k, std::size_t end, const V& d) SIMDACT_INLINE_LAMBDA { store_part<Storage>(to, k, end, d); });
  };
  map_and_sum<Storage, V>(shape, dslope, block);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
