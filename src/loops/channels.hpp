// SPDX-License-Identifier: MIT
// bias, prelu and their gradients, with sums over all but the channels. A sum is in double, of every channel over outer
// in turn; over inner, by the virtual lanes of pack.hpp.
#pragma once

#include "loops/channel_operands.hpp"
#include "simdact/join/prelu.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// The terms of a block that are summed: in two parts where they are of double lanes.
template <class V>
struct term_block {
  static constexpr bool paired = sizeof(native::scalar_t<V>) == 8;
  using D = doubles_t<V>;
  alignas(64) double high[block_size];
  alignas(64) double low[paired ? block_size : 1];

  // term(part) for each part of the vector that begins at element i.
  template <class F>
  SIMDACT_INLINE void set(std::size_t i, std::size_t end, const F& term) {
    set_part<0>(i, end, term);
    if constexpr (double_lanes<V>::vectors == 2) set_part<1>(i, end, term);
  }

 private:
  template <std::size_t part, class F>
  SIMDACT_INLINE void set_part(std::size_t i, std::size_t end, const F& term) {
    const std::size_t at = i + part * lanes<D>;
    const core::two_part<D> t = term(std::integral_constant<std::size_t, part>{});
    store_part<storage<SIMDACT_F64>>(reinterpret_cast<char*>(high), at, end, t.high);
    if constexpr (paired) store_part<storage<SIMDACT_F64>>(reinterpret_cast<char*>(low), at, end, t.low);
  }
};

// n sums of doubles, or of doubles in two parts.
template <class V, std::size_t size>
struct sums_of {
  static constexpr bool paired = term_block<V>::paired;
  using D = doubles_t<V>;
  using doubles = storage<SIMDACT_F64>;
  alignas(64) double high[size];
  alignas(64) double low[paired ? size : 1];

  void clear() {
    for (double& sum : high) sum = 0;
    for (double& sum : low) sum = 0;
  }
  // Adds n terms to the sums that begin at `at`.
  SIMDACT_INLINE void add(std::size_t at, const double* from_high, const double* from_low, std::size_t n) {
    for_each_vector_of<D>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const D term = load(from_high, i, end), sum = load(high + at, i, end);
      if constexpr (paired) {
        const core::two_part<D> s = sum_of_terms(core::two_part<D>{sum, load(low + at, i, end)},
                                                 core::two_part<D>{term, load(from_low, i, end)});
        store(high + at, i, end, s.high);
        store(low + at, i, end, s.low);
      } else {
        store(high + at, i, end, sum + term);
      }
    });
  }

  // The sum of one pack of sums.
  SIMDACT_INLINE auto total() const {
    using sum_type = std::conditional_t<paired, core::two_part<D>, D>;
    sum_type each[pack_size / lanes<D>];
    for (std::size_t i = 0, k = 0; i < pack_size; i += lanes<D>, ++k) {
      if constexpr (paired) {
        each[k] = {native::load<D>(high + i), native::load<D>(low + i)};
      } else {
        each[k] = native::load<D>(high + i);
      }
    }
    return sum_of_lanes(each);
  }

  static SIMDACT_INLINE D load(const double* p, std::size_t i, std::size_t n) {
    return load_part<doubles, D>(reinterpret_cast<const char*>(p), i, n);
  }
  static SIMDACT_INLINE void store(double* p, std::size_t i, std::size_t n, const D& x) {
    store_part<doubles>(reinterpret_cast<char*>(p), i, n, x);
  }
};

// The sums of so many channels are kept at a time.
constexpr std::size_t channels_at_once = 256;

template <class Storage, class V>
struct channel_sums {
  static constexpr bool paired = term_block<V>::paired;
  sums_of<V, channels_at_once> channels;
  sums_of<V, pack_size> run;
  term_block<V> terms;

  void add_columns(std::size_t first, std::size_t n) {
    channels.add(0, terms.high + first, paired ? terms.low + first : terms.low, n);
  }
  void add_to_run(std::size_t n) {
    for (std::size_t i = 0; i < n; i += pack_size) {
      run.add(0, terms.high + i, paired ? terms.low + i : terms.low, n - i < pack_size ? n - i : pack_size);
    }
  }
  void add_run_to(std::size_t channel) {
    if constexpr (paired) {
      const core::two_part<double> s = run.total();
      channels.add(channel, &s.high, &s.low, 1);
    } else {
      const double s = run.total();
      channels.add(channel, &s, &s, 1);
    }
  }
  void put(char* to, std::size_t n) const {
    using D = doubles_t<V>;
    for_each_vector_of<V>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      store_part<Storage>(to, i, end, narrowed<V>([&](auto part) SIMDACT_INLINE_LAMBDA {
                            const std::size_t at = i + part * lanes<D>;
                            const D sum = channels.load(channels.high, at, end);
                            return paired ? sum + channels.load(channels.low, at, end) : sum;
                          }));
    });
  }
};

// f(start, n, terms) handles n elements and sets their terms; the sums over them follow.
template <class Storage, class V, class F>
SIMDACT_INLINE void sum_columns(const channel_shape& shape, std::size_t first, std::size_t count,
                                channel_sums<Storage, V>& sums, const F& f) {
  // Short rows side by side are one block.
  const std::size_t rows = count == shape.channels ? block_size / count : 1;
  for (std::size_t o = 0; o < shape.outer; o += rows) {
    const std::size_t here = shape.outer - o < rows ? shape.outer - o : rows;
    f(o * shape.channels + first, here * count, sums.terms);
    for (std::size_t r = 0; r < here; ++r) sums.add_columns(r * count, count);
  }
}
template <class Storage, class V, class F>
SIMDACT_INLINE void sum_runs(const channel_shape& shape, std::size_t first, std::size_t count,
                             channel_sums<Storage, V>& sums, const F& f) {
  for (std::size_t o = 0; o < shape.outer; ++o) {
    for (std::size_t c = 0; c < count; ++c) {
      const std::size_t start = (o * shape.channels + first + c) * shape.inner;
      sums.run.clear();
      for_each_block_of(shape.inner, [&](std::size_t i, std::size_t n) SIMDACT_INLINE_LAMBDA {
        f(start + i, n, sums.terms);
        sums.add_to_run(n);
      });
      sums.add_run_to(c);
    }
  }
}

template <class Storage, class V, class F>
SIMDACT_INLINE void sum_channels(const channel_shape& shape, void* to, const F& f) {
  channel_sums<Storage, V> sums;
  const bool empty = shape.outer == 0 || shape.inner == 0;
  for (std::size_t first = 0; first < shape.channels; first += channels_at_once) {
    const std::size_t rest = shape.channels - first, count = rest < channels_at_once ? rest : channels_at_once;
    sums.channels.clear();
    if (!empty && shape.inner == 1) sum_columns<Storage, V>(shape, first, count, sums, f);
    if (!empty && shape.inner > 1) sum_runs<Storage, V>(shape, first, count, sums, f);
    sums.put(element<Storage>(to, first), count);
  }
}

// Block by block where no sums are wanted, with them otherwise.
template <class Storage, class V, class F>
SIMDACT_INLINE void map_and_sum(const channel_shape& shape, void* sums, const F& f) {
  if (sums != nullptr) {
    sum_channels<Storage, V>(shape, sums, f);
    return;
  }
  term_block<V> unused;
  const std::size_t n = shape.outer * shape.channels * shape.inner;
  for_each_block_of(n, [&](std::size_t i, std::size_t size) SIMDACT_INLINE_LAMBDA { f(i, size, unused); });
}

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
  const auto block = [&](std::size_t start, std::size_t n, term_block<V>& terms) {
    add_biases(operands, x, start, n, values);
    f.backward(f.params, values.values, as_lanes<Storage>(element<Storage>(dy, start), n, gradients), values.values, n);
    put<Storage>(element<Storage>(dx, start), n, values);
    if (dbias == nullptr) return;
    for_each_vector_of<V>(n, [&](std::size_t k, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const V d = values.load(k, end);
      terms.set(k, end, [&](auto part) SIMDACT_INLINE_LAMBDA {
        return core::two_part<doubles_t<V>>{widened<part>(d), doubles_t<V>(0.0)};
      });
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

template <class Storage, class V>
void prelu_backward(const void* x, const void* slopes, const void* dy, void* dx, void* dslope, channel_shape shape) {
  const channel_operands<Storage, V> operands(slopes, shape);
  const auto block = [&](std::size_t start, std::size_t n, term_block<V>& terms) {
    const char *const from_x = element<Storage>(x, start), *const from_dy = element<Storage>(dy, start);
    char* const to = element<Storage>(dx, start);
    const auto gradient = [&](std::size_t k, std::size_t end, const V& slope) SIMDACT_INLINE_LAMBDA {
      const V a = load_part<Storage, V>(from_x, k, end), b = load_part<Storage, V>(from_dy, k, end);
      if (dslope != nullptr) {
        terms.set(k, end, [&](auto part) SIMDACT_INLINE_LAMBDA {
          using D = doubles_t<V>;
          const D u = widened<part>(a);
          const core::two_part<D> t = core::f64::two_product(u, widened<part>(b));
          return core::two_part<D>{join::prelu_slope_term(u, t.high), join::prelu_slope_term(u, t.low)};
        });
      }
      return join::prelu_gradient(a, slope, b);
    };
    operands.map(start, n, gradient, [&](std::size_t k, std::size_t end, const V& d) SIMDACT_INLINE_LAMBDA {
      store_part<Storage>(to, k, end, d);
    });
  };
  map_and_sum<Storage, V>(shape, dslope, block);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
