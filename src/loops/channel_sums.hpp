// SPDX-License-Identifier: MIT
// Sums over all but the channels of outer x channels x inner elements. They are in double, of double terms in two
// parts: of every channel over outer in turn; over inner, where that is above 1, of a run by the virtual lanes of
// pack.hpp.
//
//   map_and_sum<Storage, V>(shape, sums, f)
// calls f(start, n, add) for blocks of n elements and writes the sums, if they are wanted. add(terms) adds the block's:
// terms(i, end, sums) adds to sums those of the vector that begins at element i of the block, with none from end on.
#pragma once

#include "loops/blocks.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

using detail::channel_shape;

// Sums that a vector's lanes are added to: of doubles, or of doubles in two parts.
template <class V>
constexpr bool has_two_parts = sizeof(native::scalar_t<V>) == 8;
template <class V, class D>
using sum_type = std::conditional_t<has_two_parts<V>, core::two_part<D>, D>;
template <class V>
struct vector_sums {
  static constexpr std::size_t count = double_lanes<V>::vectors;
  sum_type<V, doubles_t<V>> part[count];
};

template <class D>
SIMDACT_INLINE D plus(const D& a, const D& b) {
  return a + b;
}
template <class D>
SIMDACT_INLINE core::two_part<D> plus(const core::two_part<D>& a, const core::two_part<D>& b) {
  return sum_of_terms(a, b);
}
template <class D>
SIMDACT_INLINE core::two_part<D> plus(const core::two_part<D>& a, const D& b) {
  return sum_of_terms(a, core::two_part<D>{b, D(0.0)});
}

// n sums, of which a vector may begin at each.
template <class V, std::size_t n>
class sums_of {
  static constexpr std::size_t size = n + pack_size - 1;

 public:
  void clear() {
    for (double& sum : high_) sum = 0;
    for (double& sum : low_) sum = 0;
  }
  template <class D>
  SIMDACT_INLINE sum_type<V, D> load(std::size_t i) const {
    if constexpr (has_two_parts<V>) {
      return {native::load<D>(high_ + i), native::load<D>(low_ + i)};
    } else {
      return native::load<D>(high_ + i);
    }
  }
  template <class D>
  SIMDACT_INLINE void store(std::size_t i, const D& sum) {
    native::store(high_ + i, sum);
  }
  template <class D>
  SIMDACT_INLINE void store(std::size_t i, const core::two_part<D>& sum) {
    native::store(high_ + i, sum.high);
    native::store(low_ + i, sum.low);
  }

 private:
  alignas(64) double high_[size];
  alignas(64) double low_[has_two_parts<V> ? size : 1];
};

template <class Storage, class V>
class channel_sums {
  using D = doubles_t<V>;
  using sum = sum_type<V, D>;
  using single_sum = sum_type<V, double>;
  static constexpr std::size_t parts = vector_sums<V>::count;

 public:
  // The most channels whose sums are kept at a time.
  static constexpr std::size_t most_channels = 256;

  // For the elements of `count` channels in turn, each with a run of `inner`.
  channel_sums(std::size_t count, std::size_t inner) : count_(count), inner_(inner) { channels_.clear(); }

  // How many of the next n elements are a block: it ends with a row, or with a run or some packs of one.
  std::size_t next_block(std::size_t n) const {
    if (n <= block_size) return n;
    if (inner_ == 1) return block_size - block_size % count_;
    return block_size - (within_ + block_size) % inner_ % pack_size;
  }

  template <class F>
  SIMDACT_INLINE void add(std::size_t n, const F& terms) {
    if (inner_ >= pack_size / 2) {
      add_runs(n, terms);
    } else if (inner_ == 1 && (count_ % lanes<V> == 0 || count_ > 4 * lanes<V>)) {
      add_rows(n, terms);
    } else {
      write_down(n, terms);
      if (inner_ > 1) {
        add_short_runs(n);
      } else {
        // Behind the end of a row are others: they are added where no channel is.
        add_rows(n, [&](std::size_t i, std::size_t, vector_sums<V>& sums) SIMDACT_INLINE_LAMBDA {
          for (std::size_t p = 0; p < parts; ++p) {
            sums.part[p] = plus(sums.part[p], terms_.template load<D>(i + p * lanes<D>));
          }
        });
      }
    }
  }

  void put(char* to) const {
    for_each_vector_of<V>(count_, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      store_part<Storage>(to, i, end, narrowed<V>([&](auto part) SIMDACT_INLINE_LAMBDA {
                            return rounded(channels_.template load<D>(i + part * lanes<D>));
                          }));
    });
  }

 private:
  std::size_t count_, inner_;
  // The run at hand, and what of it is summed.
  std::size_t channel_ = 0, within_ = 0;
  sums_of<V, most_channels> channels_;
  sums_of<V, pack_size> run_;
  sums_of<V, block_size> terms_;

  static SIMDACT_INLINE D rounded(const D& s) { return s; }
  static SIMDACT_INLINE D rounded(const core::two_part<D>& s) { return s.high + s.low; }

  void end_run(const single_sum& s) {
    channels_.store(channel_, plus(channels_.template load<double>(channel_), s));
    if (++channel_ == count_) channel_ = 0;
  }

  template <class F>
  SIMDACT_INLINE void add_rows(std::size_t n, const F& terms) {
    for_each_vector_of<V>(count_, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      vector_sums<V> sums;
      for (std::size_t p = 0; p < parts; ++p) sums.part[p] = channels_.template load<D>(i + p * lanes<D>);
      for (std::size_t row = 0; row < n; row += count_) terms(row + i, row + end, sums);
      for (std::size_t p = 0; p < parts; ++p) channels_.store(i + p * lanes<D>, sums.part[p]);
    });
  }

  template <class F>
  SIMDACT_INLINE void write_down(std::size_t n, const F& terms) {
    for_each_vector_of<V>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      vector_sums<V> sums{};
      terms(i, end, sums);
      for (std::size_t p = 0; p < parts; ++p) terms_.store(i + p * lanes<D>, sums.part[p]);
    });
  }

  // The sums as by the virtual lanes, of the terms written down: what is not there adds nothing.
  void add_short_runs(std::size_t n) {
    for (std::size_t run = 0; run < n; run += inner_) {
      for (std::size_t half = pack_size / 2, count = inner_; half > 0; half /= 2) {
        for (std::size_t i = half; i < count; ++i) {
          const std::size_t to = run + i - half;
          terms_.store(to, plus(terms_.template load<double>(to), terms_.template load<double>(run + i)));
        }
        if (count > half) count = half;
      }
      end_run(terms_.template load<double>(run));
    }
  }

  template <class F>
  SIMDACT_INLINE void add_runs(std::size_t n, const F& terms) {
    for (std::size_t i = 0; i < n;) {
      const std::size_t rest = inner_ - within_, end = n - i < rest ? n : i + rest;
      vector_sums<V> each[vectors_in_pack<V>];
      for (std::size_t k = 0; k < pack_size / lanes<D>; ++k) {
        each[k / parts].part[k % parts] = within_ == 0 ? sum{} : run_.template load<D>(k * lanes<D>);
      }
      within_ += end - i;
      for (; end - i >= pack_size; i += pack_size) {
        for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA { terms(i + u * lanes<V>, i + pack_size, each[u]); });
      }
      if (i < end) {
        for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA { terms(i + u * lanes<V>, end, each[u]); });
      }
      i = end;
      if (within_ < inner_) {
        for (std::size_t k = 0; k < pack_size / lanes<D>; ++k) {
          run_.store(k * lanes<D>, each[k / parts].part[k % parts]);
        }
      } else {
        sum lane[pack_size / lanes<D>];
        for (std::size_t k = 0; k < pack_size / lanes<D>; ++k) lane[k] = each[k / parts].part[k % parts];
        end_run(sum_of_lanes(lane));
        within_ = 0;
      }
    }
  }
};

// What f is called with where no sums are wanted.
struct no_sums {
  template <class F>
  SIMDACT_INLINE void operator()(const F&) const {}
};

template <class Storage, class V, class F>
SIMDACT_INLINE void map_and_sum(const channel_shape& shape, void* to, const F& f) {
  const std::size_t elements = shape.outer * shape.channels * shape.inner;
  if (to == nullptr) {
    for_each_block_of(elements, [&](std::size_t i, std::size_t n) SIMDACT_INLINE_LAMBDA { f(i, n, no_sums{}); });
    return;
  }
  using sums_type = channel_sums<Storage, V>;
  for (std::size_t first = 0; first < shape.channels; first += sums_type::most_channels) {
    const std::size_t rest = shape.channels - first;
    const std::size_t count = rest < sums_type::most_channels ? rest : sums_type::most_channels;
    sums_type sums(count, shape.inner);
    // Side by side, or at a distance; if there are any.
    const bool is_all = count == shape.channels;
    const std::size_t size = is_all ? elements : count * shape.inner, step = shape.channels * shape.inner;
    for (std::size_t start = first * shape.inner; start < elements; start += is_all ? elements : step) {
      for (std::size_t i = 0, n; i < size; i += n) {
        n = sums.next_block(size - i);
        f(start + i, n, [&](const auto& terms) SIMDACT_INLINE_LAMBDA { sums.add(n, terms); });
      }
    }
    sums.put(element<Storage>(to, first));
  }
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
