// SPDX-License-Identifier: MIT
// The largest of the pieces of outer x pieces x inner elements, and its gradient.
#pragma once

#include "loops/blocks.hpp"
#include "simdact/join/maxout.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// The largest of the pieces of n elements from x on, in `count` vectors.
template <class Storage, class V, std::size_t count>
struct largest_pieces {
  V each[count];

  SIMDACT_INLINE largest_pieces(const char* x, std::size_t n, const detail::channel_shape& shape) {
    for_each([&](auto u) SIMDACT_INLINE_LAMBDA { each[u] = load_part<Storage, V>(x, u * lanes<V>, n); });
    for (std::size_t k = 1; k < shape.channels; ++k) {
      const char* const piece = element<Storage>(x, k * shape.inner);
      for_each([&](auto u) SIMDACT_INLINE_LAMBDA {
        each[u] = join::maxout(each[u], load_part<Storage, V>(piece, u * lanes<V>, n));
      });
    }
  }
  SIMDACT_INLINE void put(char* y, std::size_t n) const {
    for_each([&](auto u) SIMDACT_INLINE_LAMBDA { store_part<Storage>(y, u * lanes<V>, n, each[u]); });
  }

 private:
  template <class F>
  static SIMDACT_INLINE void for_each(const F& f) {
    for_each_of(f, std::make_index_sequence<count>{});
  }
};

// Several vectors at a time, since there are few pieces to load for each.
template <class Storage, class V>
SIMDACT_INLINE void maxout_in(const void* x, void* y, const detail::channel_shape& shape) {
  constexpr std::size_t count = lanes<V> == 1 ? 1 : 4, block = count * lanes<V>;
  for (std::size_t o = 0; o < shape.outer; ++o) {
    const char* const from = element<Storage>(x, o * shape.channels * shape.inner);
    char* const to = element<Storage>(y, o * shape.inner);
    std::size_t i = 0;
    for (; shape.inner - i >= block; i += block) {
      largest_pieces<Storage, V, count>(element<Storage>(from, i), block, shape).put(element<Storage>(to, i), block);
    }
    for (; i < shape.inner; i += lanes<V>) {
      const std::size_t n = shape.inner - i;
      largest_pieces<Storage, V, 1>(element<Storage>(from, i), n, shape).put(element<Storage>(to, i), n);
    }
  }
}

// dx may be x: a piece is read again before its gradient is written.
template <class Storage, class V>
SIMDACT_INLINE void maxout_backward_in(const void* x, const void* dy, void* dx, const detail::channel_shape& shape) {
  const std::size_t step = shape.inner * Storage::size;
  for (std::size_t o = 0; o < shape.outer; ++o) {
    const char* const from = element<Storage>(x, o * shape.channels * shape.inner);
    const char* const gradient = element<Storage>(dy, o * shape.inner);
    char* const to = element<Storage>(dx, o * shape.channels * shape.inner);
    for_each_vector_of<V>(shape.inner, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const V largest = largest_pieces<Storage, V, 1>(element<Storage>(from, i), end - i, shape).each[0];
      V rest = load_part<Storage, V>(gradient, i, end);
      for (std::size_t k = 0; k < shape.channels; ++k) {
        const V piece = load_part<Storage, V>(from + k * step, i, end);
        store_part<Storage>(to + k * step, i, end, join::maxout_gradient(largest, piece, rest));
      }
    });
  }
}

// Pieces side by side: the largest of so many elements from every element on, of which those count where the pieces of
// an output begin. What an array has beyond its end is not read, and does not count.
template <class Storage, class V>
SIMDACT_INLINE void maxout_side_by_side(const void* x, void* y, const detail::channel_shape& shape) {
  buffer<V> largest, results;
  const std::size_t pieces = shape.channels, at_once = block_size / pieces;
  for (std::size_t o = 0; o < shape.outer; o += at_once) {
    const std::size_t rest = shape.outer - o, outputs = rest < at_once ? rest : at_once;
    const char* const from = element<Storage>(x, o * pieces);
    for_each_vector_of<V>(outputs * pieces, [&](std::size_t i, std::size_t) SIMDACT_INLINE_LAMBDA {
      V each = load_part<Storage, V>(from, i, rest * pieces);
      for (std::size_t k = 1; k < pieces; ++k) {
        each = join::maxout(each, load_part<Storage, V>(element<Storage>(from, k), i, rest * pieces - k));
      }
      largest.store(i, i + lanes<V>, each);
    });
    for (std::size_t r = 0; r < outputs; ++r) results.values[r] = largest.values[r * pieces];
    put<Storage>(element<Storage>(y, o), outputs, results);
  }
}

// Pieces of a few elements, in blocks: of `outer` outputs' values, each piece of an output behind the one before, long
// pieces are made, and the other way round.
template <class Storage, class V>
class short_pieces {
 public:
  buffer<V> values, pieces;

  explicit short_pieces(const detail::channel_shape& shape) : shape_(shape) {}

  static bool fit(const detail::channel_shape& shape) {
    return shape.channels <= block_size / 4 && shape.channels * shape.inner <= block_size / 4;
  }

  // f(o, shape of the pieces, its elements) for the blocks that begin with the outer element o.
  template <class F>
  SIMDACT_INLINE void for_each(const F& f) const {
    const std::size_t at_once = block_size / size();
    for (std::size_t o = 0; o < shape_.outer; o += at_once) {
      const std::size_t rest = shape_.outer - o, outer = rest < at_once ? rest : at_once;
      f(o, detail::channel_shape{1, shape_.channels, outer * shape_.inner});
    }
  }
  SIMDACT_INLINE void make_long(const char* x, std::size_t o, std::size_t outputs) {
    get<Storage>(element<Storage>(x, o * size()), shape_.channels * outputs, values);
    for_each_value(outputs, [](T value, T& piece) SIMDACT_INLINE_LAMBDA { piece = value; });
  }
  SIMDACT_INLINE void make_short(char* to, std::size_t o, std::size_t outputs) {
    for_each_value(outputs, [](T& value, T piece) SIMDACT_INLINE_LAMBDA { value = piece; });
    put<Storage>(element<Storage>(to, o * size()), shape_.channels * outputs, values);
  }

 private:
  using T = native::scalar_t<V>;
  detail::channel_shape shape_;

  std::size_t size() const { return shape_.channels * shape_.inner; }
  template <class F>
  SIMDACT_INLINE void for_each_value(std::size_t outputs, const F& f) {
    for (std::size_t k = 0; k < shape_.channels; ++k) {
      T *value = values.values + k * shape_.inner, *const piece = pieces.values + k * outputs;
      for (std::size_t i = 0, j = 0; i < outputs; ++i) {
        f(value[j], piece[i]);
        if (++j == shape_.inner) value += size(), j = 0;
      }
    }
  }
};

template <class Storage, class V>
SIMDACT_INLINE void maxout_of_short(const void* x, void* y, const detail::channel_shape& shape) {
  short_pieces<Storage, V> blocks(shape);
  buffer<V> largest;
  blocks.for_each([&](std::size_t o, const detail::channel_shape& pieces) SIMDACT_INLINE_LAMBDA {
    blocks.make_long(static_cast<const char*>(x), o, pieces.inner);
    maxout_in<scalar_storage<V>, V>(blocks.pieces.values, largest.values, pieces);
    put<Storage>(element<Storage>(y, o * shape.inner), pieces.inner, largest);
  });
}
template <class Storage, class V>
SIMDACT_INLINE void maxout_backward_of_short(const void* x, const void* dy, void* dx,
                                             const detail::channel_shape& shape) {
  short_pieces<Storage, V> blocks(shape);
  buffer<V> gradients;
  blocks.for_each([&](std::size_t o, const detail::channel_shape& pieces) SIMDACT_INLINE_LAMBDA {
    blocks.make_long(static_cast<const char*>(x), o, pieces.inner);
    maxout_backward_in<scalar_storage<V>, V>(
        blocks.pieces.values, as_lanes<Storage>(element<Storage>(dy, o * shape.inner), pieces.inner, gradients),
        blocks.pieces.values, pieces);
    blocks.make_short(static_cast<char*>(dx), o, pieces.inner);
  });
}

// Whether no vector would be nearly empty.
template <class V>
SIMDACT_INLINE bool fills_vectors(const detail::channel_shape& shape) {
  return lanes<V> == 1 || (shape.inner > 1 && shape.inner >= lanes<V> / 4);
}

template <class Storage, class V>
void maxout(const void* x, void* y, detail::channel_shape shape) {
  if (shape.inner == 1 && shape.channels <= lanes<V> / 2) {
    maxout_side_by_side<Storage, V>(x, y, shape);
  } else if (fills_vectors<V>(shape)) {
    maxout_in<Storage, V>(x, y, shape);
  } else if (short_pieces<Storage, V>::fit(shape)) {
    maxout_of_short<Storage, V>(x, y, shape);
  } else {
    maxout_in<Storage, native::scalar_t<V>>(x, y, shape);
  }
}

template <class Storage, class V>
void maxout_backward(const void* x, const void* dy, void* dx, detail::channel_shape shape) {
  if (fills_vectors<V>(shape)) {
    maxout_backward_in<Storage, V>(x, dy, dx, shape);
  } else if (short_pieces<Storage, V>::fit(shape)) {
    maxout_backward_of_short<Storage, V>(x, dy, dx, shape);
  } else {
    maxout_backward_in<Storage, native::scalar_t<V>>(x, dy, dx, shape);
  }
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
