// SPDX-License-Identifier: MIT
// Where the logits of softmax and log_softmax come from.
#pragma once

#include "loops/pack.hpp"
#include "simdact/row/softmax.hpp"
#include "simdact/row/softmax_f64.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

constexpr double infinity = __builtin_inf();

template <class T>
using anchor_of = std::conditional_t<std::is_same_v<T, float>, row::softmax_anchor, row::f64::softmax_anchor>;

// f(i) for the element i that each of `count` vectors begins with or, with count = 0, each of those of a row of n.
template <class V, std::size_t count, class F>
SIMDACT_INLINE void for_each_beginning(std::size_t i, std::size_t n, const F& f) {
  if constexpr (count > 0) {
    for_each_of([&](auto u) SIMDACT_INLINE_LAMBDA { f(u * lanes<V>); }, std::make_index_sequence<count>{});
  } else {
    for (; i < n; i += lanes<V>) f(i);
  }
}

// Of a row: its largest logit, a T, and its length without elements at its end, by whole packs, that are masked.
template <class T>
struct row_extent {
  T maximum;
  std::size_t end;
};

// The largest of n elements; a NaN is passed over.
template <class Storage, class V, std::size_t count>
SIMDACT_INLINE native::scalar_t<V> largest(const char* x, std::size_t n) {
  constexpr std::size_t width = lanes<V>, block = 4 * width;
  V m0(static_cast<native::scalar_t<V>>(-infinity));
  std::size_t i = 0;
  if (count == 0 && n >= block) {
    V m1 = m0, m2 = m0, m3 = m0;
    for (; n - i >= block; i += block) {
      const char* from = element<Storage>(x, i);
      m0 = native::max(Storage::template load<V>(from), m0);
      m1 = native::max(Storage::template load<V>(element<Storage>(from, width)), m1);
      m2 = native::max(Storage::template load<V>(element<Storage>(from, 2 * width)), m2);
      m3 = native::max(Storage::template load<V>(element<Storage>(from, 3 * width)), m3);
    }
    m0 = native::max(native::max(m0, m1), native::max(m2, m3));
  }
  for_each_beginning<V, count>(i, n, [&](std::size_t k) SIMDACT_INLINE_LAMBDA {
    m0 = native::max(fill_behind(load_part<Storage, V>(x, k, n), k, n, -infinity), m0);
  });
  return maximum_of_lanes(m0);
}

// The same while f gives true; whether it always did.
template <class V, std::size_t count, class F>
SIMDACT_INLINE bool for_all_beginnings(std::size_t n, const F& f) {
  for (std::size_t i = 0; i < (count > 0 ? count * lanes<V> : n); i += lanes<V>) {
    if (!f(i)) return false;
  }
  return true;
}

// A source of logits:
//   extent<count>(n)        of a row of n; a NaN is passed over, since the sum shows it
//   corrected(maximum, n)   the maximum of rows for which that is not the right one yet
//   rest_of(maximum)        what is left of it, where it or the like is subtracted
//   refer_to(maximum, anchor, n)     what at() and logit() need
//   at(i, n)                the vector from element i on, in two parts or one, -inf behind the end, less what is
//                           subtracted
//   logit(i, n)             the same, such that a logarithm may be subtracted from it
//   accepts(maximum)        whether the row can be computed from this source
//   most_registers          up to how many vectors of a row pay for code of their own

// The elements themselves or, centered, their distances from what an anchor has for the largest one.
template <class Storage, class V, bool centered>
struct plain_source {
  using T = native::scalar_t<V>;
  using anchor_type = anchor_of<T>;
  static constexpr bool is_rare = false;
  static constexpr bool has_code_of_its_own = centered || std::is_same_v<T, double>;
  static constexpr std::size_t most_registers = !has_code_of_its_own ? 0 : Storage::size == 2 ? 1 : 4;
  const char* x;
  const char* mask;
  T center = 0;

  template <class W>
  plain_source<Storage, W, centered> in_vectors() const {
    return {x, mask};
  }
  template <std::size_t count>
  SIMDACT_INLINE row_extent<T> extent(std::size_t n) const {
    return {largest<Storage, V, count>(x, n), n};
  }
  static SIMDACT_INLINE bool accepts(T maximum) {
    if (centered) return anchor_type::has_center(maximum);
    return (anchor_type::is_in_range(maximum) && !anchor_type::is_tiny(maximum)) || __builtin_isinf(maximum);
  }
  static SIMDACT_INLINE T corrected(T maximum, std::size_t) { return maximum; }
  static SIMDACT_INLINE T rest_of(T maximum) { return centered ? maximum - anchor_type::center_of(maximum) : maximum; }
  SIMDACT_INLINE void refer_to(T maximum, const anchor_type&, std::size_t) {
    if constexpr (centered) center = anchor_type::center_of(maximum);
  }
  SIMDACT_INLINE V at(std::size_t i, std::size_t n) const {
    const V a = fill_behind(load_part<Storage, V>(x, i, n), i, n, -infinity);
    return centered ? a - V(center) : a;
  }
  SIMDACT_INLINE V logit(std::size_t i, std::size_t n) const { return at(i, n); }
  static SIMDACT_INLINE V head(const V& d) { return d; }
};

// Times a positive scale, which without has_scale is 1, for rows whose largest logit is in range and whose mask has
// nothing but zeros and what leaves nothing of an element. Of doubles it is the distances from the largest element that
// are scaled, so that its exponential is 1, and its share is if there is no other.
template <class Storage, class V, bool masked, bool has_scale = true>
struct scaled_source {
  using T = native::scalar_t<V>;
  using anchor_type = anchor_of<T>;
  static constexpr bool is_rare = false;
  static constexpr bool subtracts_maximum = std::is_same_v<T, double>;
  static constexpr std::size_t most_registers = Storage::size == 2 ? 1 : 4;
  static constexpr T nothing = static_cast<T>(-infinity);
  const char* x;
  const char* mask;
  row::narrow_logits<T> logits{1};
  T least = 0, reference = 0;

  template <class W>
  scaled_source<Storage, W, masked, has_scale> in_vectors() const {
    return {x, mask, logits};
  }
  SIMDACT_INLINE V load(const char* p, std::size_t i, std::size_t n) const {
    return fill_behind(load_part<Storage, V>(p, i, n), i, n, -infinity);
  }
  // The largest element that counts. Of a row that is not as it should be, infinity.
  template <std::size_t count>
  SIMDACT_INLINE row_extent<T> extent(std::size_t n) const {
    if constexpr (!masked) {
      return {largest<Storage, V, count>(x, n), n};
    } else {
      const V none(nothing), zero(T(0)), twice(2 * logits.high);
      V m = none, masks = none;
      std::size_t end = 0;
      const bool is_right = for_all_beginnings<V, count>(n, [&](std::size_t i) SIMDACT_INLINE_LAMBDA {
        const V a = load(x, i, n), b = load(mask, i, n);
        const auto counts = native::eq(b, zero);
        m = native::max(native::select(counts, a, none), m);
        if (native::any(counts)) end = (i / pack_size + 1) * pack_size;
        if (native::all(counts)) return true;
        // An element is nothing where half of the mask takes 2048 from the product: where twice of that and the mask
        // are -4096. Where the two are so large that they are off by more, the other half of the mask takes as much
        // again.
        masks = native::max(native::select(counts, none, b), masks);
        return native::all(native::mask_or(counts, native::le(native::fma(a, twice, b), V(T(-4096)))));
      });
      // Positive masks leave more. Where all elements are infinite or masked, a finite mask may leave something.
      const T maximum = maximum_of_lanes(m), largest_mask = maximum_of_lanes(masks);
      const bool is_empty = maximum == nothing;
      if (!is_right || largest_mask > (is_empty ? nothing : T(0))) return {static_cast<T>(infinity), n};
      return {maximum, end > 0 && end < n ? end : n};
    }
  }
  SIMDACT_INLINE bool accepts(T maximum) const {
    constexpr T range = masked ? anchor_type::product_range : anchor_type::range_of_scaled;
    if (!has_scale && anchor_type::is_tiny(maximum)) return false;
    return native::abs(scaled(maximum)) <= range || maximum == nothing;
  }
  SIMDACT_INLINE T corrected(T maximum, std::size_t) const { return subtracts_maximum ? maximum : scaled(maximum); }
  static SIMDACT_INLINE T rest_of(T maximum) { return subtracts_maximum ? T(0) : maximum; }
  SIMDACT_INLINE void refer_to(T maximum, const anchor_type& anchor, std::size_t) {
    least = anchor.least / logits.high;
    if constexpr (subtracts_maximum) {
      least = maximum + least;
      reference = maximum;
    }
  }
  SIMDACT_INLINE auto at(std::size_t i, std::size_t n) const {
    V a = load(x, i, n);
    if constexpr (masked) a = counted(a, load(mask, i, n));
    const V held = native::max(V(least), a);
    if constexpr (subtracts_maximum) {
      const core::two_part<V> t = distance(held);
      return row::held_logit<V>{t.high, t.low};
    } else {
      return row::scaled_logit<V>{held, V(logits.high), V(logits.low)};
    }
  }
  SIMDACT_INLINE core::two_part<V> logit(std::size_t i, std::size_t n) const {
    if constexpr (subtracts_maximum) {
      return row::mended(distance(load(x, i, n)));
    } else {
      return logits.exact(load(x, i, n));
    }
  }
  template <class Logit>
  static SIMDACT_INLINE V head(const Logit& t) {
    return t.head();
  }

 private:
  SIMDACT_INLINE T scaled(T maximum) const { return maximum * logits.high; }
  SIMDACT_INLINE core::two_part<V> distance(const V& a) const {
    const core::two_part<V> d = core::f64::two_sum(a, V(-reference));
    if constexpr (!has_scale) {
      return d;
    } else {
      return core::f64::product(d, V(logits.high));
    }
  }
  static SIMDACT_INLINE V counted(const V& a, const V& b) {
    return native::select(native::eq(b, V(T(0))), a, V(nothing));
  }
};

// Scaled and, where there is a mask, masked, for rows whose largest logit is in range, and which have no x so large
// that two parts of float could not hold its product.
template <class Storage, class V, bool masked>
struct narrow_source {
  static constexpr bool is_rare = false;
  static constexpr std::size_t most_registers = Storage::size > (masked ? 2 : 4) ? 4 : 0;
  using T = native::scalar_t<V>;
  using anchor_type = anchor_of<T>;
  const char* x;
  const char* mask;
  row::narrow_logits<T> logits;

  template <class W>
  narrow_source<Storage, W, masked> in_vectors() const {
    return {x, mask, logits};
  }
  SIMDACT_INLINE V load(const char* p, std::size_t i, std::size_t n) const { return load_part<Storage, V>(p, i, n); }
  // Of a product that is too large, infinity.
  template <std::size_t count>
  SIMDACT_INLINE row_extent<T> extent(std::size_t n) const {
    V m(static_cast<T>(-infinity)), largest(T(0));
    for_each_beginning<V, count>(0, n, [&](std::size_t i) SIMDACT_INLINE_LAMBDA {
      const V a = load(x, i, n) * V(logits.high);
      if constexpr (masked) largest = native::max(native::abs(a), largest);
      m = native::max(fill_behind(masked ? a + load(mask, i, n) : a, i, n, -infinity), m);
    });
    if (masked && !(maximum_of_lanes(largest) <= row::narrow_logits<T>::largest_product))
      return {static_cast<T>(infinity), n};
    return {maximum_of_lanes(m), n};
  }
  static SIMDACT_INLINE bool accepts(T maximum) { return anchor_type::is_in_range(maximum); }
  static SIMDACT_INLINE T corrected(T maximum, std::size_t) { return maximum; }
  static SIMDACT_INLINE T rest_of(T maximum) { return maximum; }
  static SIMDACT_INLINE void refer_to(T, const anchor_type&, std::size_t) {}
  SIMDACT_INLINE core::two_part<V> at(std::size_t i, std::size_t n) const {
    const V a = load(x, i, n);
    const core::two_part<V> t = masked ? logits.exact(a, load(mask, i, n)) : logits.exact(a);
    return {fill_behind(t.high, i, n, -infinity), fill_behind(t.low, i, n, 0)};
  }
  SIMDACT_INLINE core::two_part<V> logit(std::size_t i, std::size_t n) const { return at(i, n); }
  static SIMDACT_INLINE V head(const core::two_part<V>& d) { return d.high; }
};

template <class Storage, class V, class Logits>
struct wide_source {
  using D = doubles_t<V>;
  using T = double;
  static constexpr bool is_rare = true;
  static constexpr std::size_t most_registers = 0;
  const char* x;
  const char* mask;
  Logits logits;
  double references[3] = {};
  bool is_far = false;

  SIMDACT_INLINE V load(std::size_t i, std::size_t n) const { return load_part<Storage, V>(x, i, n); }
  SIMDACT_INLINE V load_mask(std::size_t i, std::size_t n) const {
    return Logits::masked ? load_part<Storage, V>(mask, i, n) : V(native::scalar_t<V>(0));
  }
  // The largest f(x, mask), of a vector in lanes of double.
  template <class F>
  SIMDACT_INLINE double maximum_of(std::size_t n, const F& f) const {
    D m(-infinity);
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      const V a = load(i, n), b = load_mask(i, n);
      const auto key = [&](auto part) SIMDACT_INLINE_LAMBDA {
        return fill_behind(f(widened<part>(a), widened<part>(b)), i + part * lanes<D>, n, -infinity);
      };
      m = native::max(key(std::integral_constant<std::size_t, 0>{}), m);
      m = native::max(key(std::integral_constant<std::size_t, double_lanes<V>::vectors - 1>{}), m);
    }
    return maximum_of_lanes(m);
  }
  // Of a row in which too much may cancel, infinity.
  template <std::size_t count>
  SIMDACT_INLINE row_extent<T> extent(std::size_t n) const {
    static_assert(count == 0, "any length");
    D cancelled(0.0);
    const double m = maximum_of(n, [&](const D& a, const D& b) SIMDACT_INLINE_LAMBDA {
      if constexpr (Logits::masked) cancelled = native::max(logits.cancelled(a, b), cancelled);
      return logits.key(a, b);
    });
    if constexpr (Logits::masked) {
      if (!(maximum_of_lanes(cancelled) < Logits::moderate)) return {infinity, n};
    }
    return {m, n};
  }
  static SIMDACT_INLINE bool accepts(double) { return true; }
  SIMDACT_INLINE double corrected(double maximum, std::size_t n) {
    if constexpr (Logits::masked) {
      is_far = Logits::is_far(maximum);
      if (is_far) return largest_in_units(n);
    }
    return maximum;
  }
  static SIMDACT_INLINE native::scalar_t<V> rest_of(double) { return 0; }
  template <class Anchor>
  SIMDACT_INLINE void refer_to(double maximum, const Anchor&, std::size_t n) {
    references[0] = maximum;
    if constexpr (Logits::masked) {
      if (!is_far) return;
      references[1] = largest_behind(n);
      references[2] = largest_behind(n);
    }
  }
  __attribute__((noinline)) double largest_in_units(std::size_t n) const {
    return maximum_of(n, [&](const D& a, const D& b) SIMDACT_INLINE_LAMBDA { return logits.key_in_units(a, b); });
  }
  __attribute__((noinline)) double largest_behind(std::size_t n) const {
    return maximum_of(
        n, [&](const D& a, const D& b) SIMDACT_INLINE_LAMBDA { return logits.behind(a, b, references).high; });
  }
  SIMDACT_INLINE core::two_part<D> centered(const D& a, const D& b) const {
    if constexpr (Logits::masked) {
      if (is_far) return logits.centered_far(a, b, references);
    }
    return logits.centered(a, b, references[0]);
  }
  __attribute__((noinline)) core::two_part<V> at(std::size_t i, std::size_t n) const {
    const V a = load(i, n), b = load_mask(i, n);
    if constexpr (std::is_same_v<V, D>) {
      const core::two_part<V> d = centered(a, b);
      return {fill_behind(d.high, i, n, -infinity), fill_behind(d.low, i, n, 0)};
    } else {
      const auto wide = [&](auto part)
                            SIMDACT_INLINE_LAMBDA { return centered(widened<part>(a), widened<part>(b)).high; };
      const V high = narrowed<V>(wide);
      const V low = narrowed<V>([&](auto part) SIMDACT_INLINE_LAMBDA { return wide(part) - widened<part>(high); });
      const auto finite = native::lt(native::abs(high), V(static_cast<float>(infinity)));
      return {fill_behind(high, i, n, -infinity), fill_behind(native::select_or_zero(finite, low), i, n, 0)};
    }
  }
  SIMDACT_INLINE core::two_part<V> logit(std::size_t i, std::size_t n) const { return at(i, n); }
  static SIMDACT_INLINE V head(const core::two_part<V>& d) { return d.high; }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
