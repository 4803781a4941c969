// SPDX-License-Identifier: MIT
// Arrays of outer x channels x inner elements with an operand per channel.
#pragma once

#include <cstring>

#include "loops/blocks.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

using detail::channel_shape;

template <class Storage, class V>
SIMDACT_INLINE unit_t<Storage, V> broadcast(const char* p) {
  using Unit = unit_t<Storage, V>;
  const Unit first = Storage::template load_first<V>(p, 1);
  if constexpr (std::is_same_v<Unit, V>) {
    return V(native::first_lane(first));
  } else {
    return unit_of<Unit>(V(native::first_lane(first.even)));
  }
}

// The operands of the elements in turn. They come round again after a period: where no block reads beyond the end of
// one, or it is short and written down once with what follows it, all elements are one loop. Elsewhere each run is a
// loop of its own: a row of operands, or the elements that share one.
template <class Storage, class V>
class channel_operands {
  using Unit = unit_t<Storage, V>;
  // Elements of single vectors are written down as lanes.
  using Written = std::conditional_t<std::is_same_v<Unit, V>, scalar_storage<V>, Storage>;
  static constexpr std::size_t count = Storage::template count<V>, block = 4 * count;

 public:
  channel_operands(const void* operands, const channel_shape& shape)
      : operands_(static_cast<const char*>(operands)),
        columns_(shape.inner == 1 && shape.channels > 1),
        channels_(shape.channels),
        length_(columns_             ? shape.channels
                : shape.channels > 1 ? shape.inner
                                     : shape.outer * shape.inner) {
    const std::size_t period = channels_ * shape.inner, runs = columns_ ? shape.outer : shape.outer * channels_;
    if (lanes<V> == 1 || channels_ == 1 || period == 0) return;
    if (std::is_same_v<Written, Storage> && columns_ && period % block == 0) {
      period_ = period;
    } else if (period <= longest_pattern && (columns_ || length_ < 2 * count) && runs >= fewest_runs) {
      period_ = period;
      write_pattern();
    } else {
      return;
    }
    step_ = period_ > block ? block : block % period_;
  }

  // put(i, end, f(i, end, operand)) for the units of the n elements from start on: i counts from start, and the unit
  // may reach beyond end. A result may be put where a later one is computed from.
  template <class F, class Put>
  SIMDACT_INLINE void map(std::size_t start, std::size_t n, const F& f, const Put& put) const {
    if (period_ > 0) {
      map_periods(start, n, f, put);
      return;
    }
    std::size_t within = start % length_, channel = start / length_ % channels_;
    for (std::size_t done = 0; done < n; within = 0) {
      const std::size_t end = n - done < length_ - within ? n : done + (length_ - within);
      if (columns_) {
        const char* const from = element<Storage>(operands_, within);
        map_run(
            done, end,
            [&](std::size_t i, std::size_t last)
                SIMDACT_INLINE_LAMBDA { return f(i, last, load_part<Storage, V>(from, i - done, last - done)); },
            put);
      } else {
        const Unit operand = broadcast<Storage, V>(element<Storage>(operands_, channel));
        map_run(
            done, end, [&](std::size_t i, std::size_t last) SIMDACT_INLINE_LAMBDA { return f(i, last, operand); }, put);
        if (++channel == channels_) channel = 0;
      }
      done = end;
    }
  }

 private:
  static constexpr std::size_t longest_pattern = block_size, fewest_runs = 8;
  const char* operands_;
  bool columns_;
  std::size_t channels_, length_, period_ = 0, step_ = 0;
  alignas(64) char pattern_[(longest_pattern + block) * Written::size];

  void write_operands(char* to) const {
    if constexpr (std::is_same_v<Written, Storage>) {
      std::memcpy(to, operands_, channels_ * Storage::size);
    } else {
      for_each_unit_of<Storage, V>(channels_, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
        store_part<Written>(to, i, end, load_part<Storage, V>(operands_, i, end));
      });
    }
  }
  void write_pattern() {
    constexpr std::size_t size = Written::size;
    if (columns_) {
      write_operands(pattern_);
    } else {
      char each[longest_pattern * size];
      write_operands(each);
      for (std::size_t i = 0, channel = 0; i < period_; ++channel) {
        for (const std::size_t end = i + length_; i < end; ++i) {
          std::memcpy(pattern_ + i * size, each + channel * size, size);
        }
      }
    }
    for (std::size_t done = period_, more; done < period_ + block; done += more) {
      more = period_ + block - done < done ? period_ + block - done : done;
      std::memcpy(pattern_ + done * size, pattern_, more * size);
    }
    operands_ = pattern_;
  }

  template <class F, class Put>
  SIMDACT_INLINE void map_periods(std::size_t start, std::size_t n, const F& f, const Put& put) const {
    // Copies: put() writes through char*, which may be the members for all the compiler knows.
    const std::size_t period = period_, step = step_;
    const char* const operands = operands_;
    const auto one = [&](std::size_t i, std::size_t end, std::size_t at) SIMDACT_INLINE_LAMBDA {
      put(i, end, f(i, end, Written::template load<V>(element<Written>(operands, at))));
    };
    std::size_t at = start % period, i = 0;
    for (; n - i >= block; i += block) {
      for_each_of([&](auto u) SIMDACT_INLINE_LAMBDA { one(i + u * count, i + (u + 1) * count, at + u * count); },
                  std::make_index_sequence<block / count>{});
      at += step;
      if (at >= period) at -= period;
    }
    for (; i < n; i += count, at += count) one(i, n, at);
  }

  // The last unit of a run overlaps the one before, and is computed while all of its elements are as they were.
  template <class F, class Put>
  static SIMDACT_INLINE void map_run(std::size_t i, std::size_t end, const F& f, const Put& put) {
    if (end - i < count) {
      put(i, end, f(i, end));
      return;
    }
    const std::size_t last = end - count;
    const Unit rest = f(last, end);
    const auto one = [&](std::size_t k) SIMDACT_INLINE_LAMBDA { put(k, k + count, f(k, k + count)); };
    for (; i + 2 * count <= last; i += 2 * count) {
      one(i);
      one(i + count);
    }
    for (; i < last; i += count) one(i);
    put(last, end, rest);
  }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
