// SPDX-License-Identifier: MIT
// y = f(gate) up by rows, and its gradients.
#pragma once

#include "loops/blocks.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <class Storage, class V>
void gated(const detail::activation& f, detail::matrix gate, detail::matrix up, detail::output_matrix y,
           std::size_t rows, std::size_t cols) {
  using Unit = unit_t<Storage, V>;
  buffer<V> values;
  const auto block = [&](std::size_t r, std::size_t i, std::size_t n) SIMDACT_INLINE_LAMBDA {
    f.forward(f.params, as_lanes<Storage>(element<Storage>(gate.p, r * gate.stride + i), n, values), values.values,
              count_lanes<Storage, V>(n));
    const char* const factor = element<Storage>(up.p, r * up.stride + i);
    char* const to = element<Storage>(y.p, r * y.stride + i);
    for_each_unit_of<Storage, V>(n, [&](std::size_t k, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const Unit value = values.template load<Unit>(k, end);
      store_part<Storage>(to, k, end, value * load_part<Storage, V>(factor, k, end));
    });
  };
  for_each_block(rows, cols, block, gate, up, y);
}

// An output may be an input: a block's results are written when all of it is read.
template <class Storage, class V>
void gated_backward(const detail::activation& f, detail::matrix gate, detail::matrix up, detail::matrix dy,
                    detail::output_matrix dgate, detail::output_matrix dup, std::size_t rows, std::size_t cols) {
  using Unit = unit_t<Storage, V>;
  buffer<V> gates, values, products;
  const auto block = [&](std::size_t r, std::size_t i, std::size_t n) SIMDACT_INLINE_LAMBDA {
    const void* const x = as_lanes<Storage>(element<Storage>(gate.p, r * gate.stride + i), n, gates);
    const char* const from_up = element<Storage>(up.p, r * up.stride + i);
    const char* const from_dy = element<Storage>(dy.p, r * dy.stride + i);
    f.forward(f.params, x, values.values, count_lanes<Storage, V>(n));
    for_each_unit_of<Storage, V>(n, [&](std::size_t k, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const Unit d = load_part<Storage, V>(from_dy, k, end);
      products.store(k, end, d * load_part<Storage, V>(from_up, k, end));
      values.store(k, end, d * values.template load<Unit>(k, end));
    });
    char* const to = element<Storage>(dgate.p, r * dgate.stride + i);
    if constexpr (is_plain<Storage, V>) {
      f.backward(f.params, x, products.values, to, n);
    } else {
      f.backward(f.params, x, products.values, products.values, count_lanes<Storage, V>(n));
      put<Storage>(to, n, products);
    }
    put<Storage>(element<Storage>(dup.p, r * dup.stride + i), n, values);
  };
  for_each_block(rows, cols, block, gate, up, dy, dgate, dup);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
