// SPDX-License-Identifier: MIT
// softmax and log_softmax of a row: the maximum of its logits, then the sum of their exponentials, then the results.
// Where the storage type has the bits of the exponentials' own, they are kept in the output between the last two;
// elsewhere they are computed twice. So an output may be the input, and nothing else is needed.
#pragma once

#include "loops/pack.hpp"
#include "simdact/row/softmax.hpp"
#include "simdact/row/softmax_f64.hpp"
#include "tables.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

constexpr double infinity = __builtin_inf();

// Where the logits come from. maximum(n) is the largest of a row of n, NaN passed over: it comes back in the sum.
// at(i, n) is the vector that begins at element i, in two parts or one, with -inf behind the end, less what refer_to
// has made of the maximum. accepts(maximum) tells whether the row can be computed so.
template <class Storage, class V>
struct plain_source {
  static constexpr bool subtracts_maximum = false, is_rare = false;
  const char* x;
  const char* mask;
  float center = 0;

  SIMDACT_INLINE V load(std::size_t i, std::size_t n) const {
    return fill_behind(load_part<Storage, V>(x, i, n), i, n, -infinity);
  }
  SIMDACT_INLINE double maximum(std::size_t n) const {
    constexpr std::size_t width = lanes<V>, block = 4 * width;
    V m0(static_cast<float>(-infinity)), m1 = m0, m2 = m0, m3 = m0;
    std::size_t i = 0;
    for (; i + block <= n; i += block) {
      const char* from = x + i * Storage::size;
      m0 = native::max(Storage::template load<V>(from), m0);
      m1 = native::max(Storage::template load<V>(from + width * Storage::size), m1);
      m2 = native::max(Storage::template load<V>(from + 2 * width * Storage::size), m2);
      m3 = native::max(Storage::template load<V>(from + 3 * width * Storage::size), m3);
    }
    for (; i < n; i += width) m0 = native::max(load(i, n), m0);
    float each[width];
    native::store(each, native::max(native::max(m0, m1), native::max(m2, m3)));
    return maximum_of(each, width);
  }
  static SIMDACT_INLINE bool accepts(double) { return true; }
  SIMDACT_INLINE void refer_to(double, const row::softmax_anchor& anchor) { center = anchor.center; }
  SIMDACT_INLINE V at(std::size_t i, std::size_t n) const { return load(i, n) - V(center); }
  static SIMDACT_INLINE V head(const V& d) { return d; }
};

// Scaled and, where there is a mask, masked, for rows whose largest logit is in range, and which have no x so large
// that two parts of float could not hold its product.
template <class Storage, class V, bool masked>
struct narrow_source {
  static constexpr bool subtracts_maximum = false, is_rare = false;
  const char* x;
  const char* mask;
  row::float_logits logits;

  SIMDACT_INLINE V load(const char* p, std::size_t i, std::size_t n) const { return load_part<Storage, V>(p, i, n); }
  // Of a product that is too large, infinity.
  SIMDACT_INLINE double maximum(std::size_t n) const {
    V m(static_cast<float>(-infinity)), largest(0.0f);
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      const V a = load(x, i, n) * V(logits.high);
      if constexpr (masked) {
        largest = native::max(native::abs(a), largest);
        m = native::max(fill_behind(a + load(mask, i, n), i, n, -infinity), m);
      } else {
        m = native::max(fill_behind(a, i, n, -infinity), m);
      }
    }
    float each[lanes<V>];
    native::store(each, largest);
    if (masked && !(maximum_of(each, lanes<V>) <= row::float_logits::largest_product)) return infinity;
    native::store(each, m);
    return maximum_of(each, lanes<V>);
  }
  static SIMDACT_INLINE bool accepts(double maximum) {
    return __builtin_fabs(maximum) <= static_cast<double>(row::softmax_anchor::range);
  }
  static SIMDACT_INLINE void refer_to(double, const row::softmax_anchor&) {}
  SIMDACT_INLINE core::two_part<V> at(std::size_t i, std::size_t n) const {
    const V a = load(x, i, n);
    const core::two_part<V> t = masked ? logits.exact(a, load(mask, i, n)) : logits.exact(a);
    return {fill_behind(t.high, i, n, -infinity), fill_behind(t.low, i, n, 0)};
  }
  static SIMDACT_INLINE V head(const core::two_part<V>& d) { return d.high; }
};

template <class Storage, class V, class Logits>
struct wide_source {
  using D = doubles_t<V>;
  static constexpr bool subtracts_maximum = true, is_rare = !std::is_same_v<V, D>;
  const char* x;
  const char* mask;
  Logits logits;
  double reference = 0;

  SIMDACT_INLINE V load(std::size_t i, std::size_t n) const { return load_part<Storage, V>(x, i, n); }
  SIMDACT_INLINE V load_mask(std::size_t i, std::size_t n) const {
    return Logits::masked ? load_part<Storage, V>(mask, i, n) : V(native::scalar_t<V>(0));
  }
  SIMDACT_INLINE double maximum(std::size_t n) const {
    D m(-infinity);
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      const V a = load(i, n), b = load_mask(i, n);
      const auto key = [&](auto part) SIMDACT_INLINE_LAMBDA {
        return fill_behind(logits.key(widened<part>(a), widened<part>(b)), i + part * lanes<D>, n, -infinity);
      };
      m = native::max(key(std::integral_constant<std::size_t, 0>{}), m);
      m = native::max(key(std::integral_constant<std::size_t, double_lanes<V>::vectors - 1>{}), m);
    }
    double each[lanes<D>];
    native::store(each, m);
    return maximum_of(each, lanes<D>);
  }
  static SIMDACT_INLINE bool accepts(double) { return true; }
  template <class Anchor>
  SIMDACT_INLINE void refer_to(double maximum, const Anchor&) {
    reference = maximum;
  }
  SIMDACT_INLINE core::two_part<V> centered_at(std::size_t i, std::size_t n) const {
    const V a = load(i, n), b = load_mask(i, n);
    if constexpr (std::is_same_v<V, D>) {
      const core::two_part<V> d = logits.centered(a, b, reference);
      return {fill_behind(d.high, i, n, -infinity), fill_behind(d.low, i, n, 0)};
    } else {
      const auto centered = [&](auto part) SIMDACT_INLINE_LAMBDA {
        return logits.centered(widened<part>(a), widened<part>(b), reference).high;
      };
      const V high = narrowed<V>(centered);
      const V low = narrowed<V>([&](auto part) SIMDACT_INLINE_LAMBDA { return centered(part) - widened<part>(high); });
      const auto finite = native::lt(native::abs(high), V(static_cast<float>(infinity)));
      return {fill_behind(high, i, n, -infinity), fill_behind(native::select_or_zero(finite, low), i, n, 0)};
    }
  }
  __attribute__((noinline)) core::two_part<V> rarely_at(std::size_t i, std::size_t n) const {
    return centered_at(i, n);
  }
  SIMDACT_INLINE core::two_part<V> at(std::size_t i, std::size_t n) const {
    if constexpr (is_rare) {
      return rarely_at(i, n);
    } else {
      return centered_at(i, n);
    }
  }
  static SIMDACT_INLINE V head(const core::two_part<V>& d) { return d.high; }
};

// The mathematics of a lane's type: the exponentials of a vector and their sum over a row.
template <class V, accuracy asked, class = native::scalar_t<V>>
struct softmax_method;

template <class V, accuracy asked>
struct softmax_method<V, asked, float> {
  using D = doubles_t<V>;
  static constexpr std::size_t parts = double_lanes<V>::vectors;
  using total_type = double;
  using inverse = row::softmax_inverse;

  static constexpr bool fast = asked == accuracy::fast;

  row::softmax_anchor anchor;
  std::conditional_t<fast, row::softmax_fast_sum<V>, row::softmax_sum<V>> sums[vectors_in_pack<V>];
  D totals[vectors_in_pack<V> * parts];

  // For a source that subtracts its maximum the anchor is that of 0.
  SIMDACT_INLINE explicit softmax_method(double maximum) : anchor(static_cast<float>(maximum)) {
    for_each_vector<V>([this](auto u) SIMDACT_INLINE_LAMBDA {
      totals[u * parts] = D(0.0);
      totals[u * parts + parts - 1] = D(0.0);
    });
  }
  template <class T>
  SIMDACT_INLINE core::exp_parts<V> terms(const T& d) const {
    return row::softmax_terms < fast ? 3 : 4 > (d, anchor);
  }
  static SIMDACT_INLINE V value(const core::exp_parts<V>& e) { return core::exp_sum(e); }

  SIMDACT_INLINE void drain() {
    for_each_vector<V>([this](auto u) SIMDACT_INLINE_LAMBDA { add(u, sums[u].drain()); });
  }
  SIMDACT_INLINE double total() {
    double each[pack_size];
    drain();
    for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA {
      add(u, sums[u].rest());
      native::store(each + u * lanes<V>, totals[u * parts]);
      if constexpr (parts == 2) native::store(each + u * lanes<V> + lanes<D>, totals[u * parts + 1]);
    });
    return sum_of_lanes(each) * (1.0 / row::softmax_unit);
  }
  SIMDACT_INLINE void add(std::size_t u, const V& x) {
    totals[u * parts] = totals[u * parts] + widened<0>(x);
    if constexpr (parts == 2) totals[u * parts + 1] = totals[u * parts + 1] + widened<1>(x);
  }
  SIMDACT_INLINE row::softmax_log log(double sum) const { return {sum, anchor}; }
};

template <class V, accuracy asked>
struct softmax_method<V, asked, double> {
  using total_type = core::two_part<double>;
  using inverse = row::f64::softmax_inverse;

  struct pair_sum {
    core::two_part<V> s;
    SIMDACT_INLINE void add(const core::two_part<V>& e) { s = core::f64::sum(s, e); }
  };
  struct no_anchor {};
  no_anchor anchor;
  pair_sum sums[vectors_in_pack<V>];

  SIMDACT_INLINE explicit softmax_method(double) {
    for_each_vector<V>([this](auto u) SIMDACT_INLINE_LAMBDA { sums[u].s = {V(0.0), V(0.0)}; });
  }
  static SIMDACT_INLINE core::two_part<V> terms(const core::two_part<V>& d) { return row::f64::softmax_terms(d); }
  static SIMDACT_INLINE V value(const core::two_part<V>& e) { return core::f64::rounded(e); }
  SIMDACT_INLINE void drain() {}
  SIMDACT_INLINE core::two_part<double> total() {
    double high[pack_size], low[pack_size];
    for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA {
      native::store(high + u * lanes<V>, sums[u].s.high * V(1 / row::f64::softmax_unit));
      native::store(low + u * lanes<V>, sums[u].s.low * V(1 / row::f64::softmax_unit));
    });
    return sum_of_lanes(high, low);
  }
  static SIMDACT_INLINE row::f64::softmax_log log(const core::two_part<double>& sum) {
    return row::f64::softmax_log(sum);
  }
};

template <class Storage, class V, accuracy asked, bool logarithm, class Source>
struct softmax_row {
  using method_type = softmax_method<V, asked>;
  static constexpr bool keeps = !logarithm && Storage::size == sizeof(native::scalar_t<V>);
  // After which it is drained.
  static constexpr std::size_t packs_of_a_sum = 8;
  // Seldom used and large: one copy of the code serves whole vectors and the last.
  static constexpr bool compact = Source::is_rare;

  Source source;
  char* y;
  std::size_t n;

  SIMDACT_INLINE void fill(double value) const {
    const V v(static_cast<native::scalar_t<V>>(value));
    for (std::size_t i = 0; i < n; i += lanes<V>) store_part<Storage>(y, i, n, v);
  }

  SIMDACT_INLINE bool has_nan() const {
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      if (native::any(native::is_nan(source.head(source.at(i, n))))) return true;
    }
    return false;
  }

  SIMDACT_INLINE void add_vector(method_type& method, std::size_t u, std::size_t i, std::size_t end) const {
    const auto e = method.terms(source.at(i, end));
    if constexpr (keeps) store_part<Storage>(y, i, end, method.value(e));
    method.sums[u].add(e);
  }
  SIMDACT_INLINE void add_pack(method_type& method, std::size_t i, std::size_t end) const {
    for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA { add_vector(method, u, i + u * lanes<V>, end); });
  }
  SIMDACT_INLINE typename method_type::total_type sum(method_type& method) const {
    std::size_t i = 0, undrained = 0;
    const auto add = [&](std::size_t end) SIMDACT_INLINE_LAMBDA {
      add_pack(method, i, end);
      if (++undrained < packs_of_a_sum) return;
      method.drain();
      undrained = 0;
    };
    if constexpr (!compact) {
      for (; n - i >= pack_size; i += pack_size) add(i + pack_size);
    }
    for (; i < n; i += pack_size) add(n);
    return method.total();
  }

  template <class F>
  SIMDACT_INLINE void results(const F& f) const {
    std::size_t i = 0;
    if constexpr (compact) {
      for (; i < n; i += lanes<V>) store_part<Storage>(y, i, n, f(i, n));
      return;
    }
    for (; n - i >= lanes<V>; i += lanes<V>) Storage::store(y + i * Storage::size, f(i, i + lanes<V>));
    if (i < n) Storage::store_first(y + i * Storage::size, f(i, n), n - i);
  }

  // Whether the source accepts the row; nothing is written where it does not.
  SIMDACT_INLINE bool run(bool empty_is_zero) {
    const double maximum = source.maximum(n);
    if (!source.accepts(maximum)) return false;
    if (empty_is_zero && maximum == -infinity && !has_nan()) {
      fill(0);
      return true;
    }
    method_type method(Source::subtracts_maximum ? 0.0 : maximum);
    source.refer_to(maximum, method.anchor);
    if (n == 1) {
      // t - t is 0, or NaN where there is no other result.
      const V d = source.head(source.at(0, 1));
      store_part<Storage>(y, 0, 1, (d - d) + V(native::scalar_t<V>(logarithm ? 0 : 1)));
      return true;
    }
    const auto total = sum(method);
    if constexpr (logarithm) {
      const auto log = method.log(total);
      results([&](std::size_t i, std::size_t end)
                  SIMDACT_INLINE_LAMBDA { return softmax_log_share(source.at(i, end), log); });
    } else {
      const typename method_type::inverse inverse(total);
      results([&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
        if constexpr (keeps) {
          return softmax_share(load_part<Storage, V>(y, i, end), inverse);
        } else {
          return softmax_share(method.value(method.terms(source.at(i, end))), inverse);
        }
      });
    }
    return true;
  }
};

// Rows at distances in bytes.
struct row_steps {
  std::size_t x, mask, y;
};

// The rows from the first on that the source accepts: how many.
template <class Storage, class V, accuracy asked, bool logarithm, class Source>
__attribute__((noinline)) std::size_t softmax_of_rows(const Source& source, bool empty_is_zero, const row_steps& steps,
                                                      char* y, std::size_t rows, std::size_t cols) {
  for (std::size_t r = 0; r < rows; ++r) {
    softmax_row<Storage, V, asked, logarithm, Source> row{source, y + r * steps.y, cols};
    row.source.x = source.x + r * steps.x;
    row.source.mask = source.mask + r * steps.mask;
    if (!row.run(empty_is_zero)) return r;
  }
  return rows;
}

template <class Storage, accuracy asked, bool logarithm, class V>
void softmax_rows(const simdact_softmax_params& p, detail::matrix x, detail::output_matrix y, std::size_t rows,
                  std::size_t cols) {
  const bool masked = p.mask != nullptr;
  const row_steps steps{x.stride * Storage::size, masked ? p.mask_stride * Storage::size : 0, y.stride * Storage::size};
  const char *from = static_cast<const char*>(x.p), *mask = static_cast<const char*>(masked ? p.mask : x.p);
  char* const to = static_cast<char*>(y.p);
  // In two parts a tier of its own would gain little.
  constexpr accuracy high = accuracy::high;
  const auto run = [&](const auto& source, auto tier, std::size_t r, std::size_t count) SIMDACT_INLINE_LAMBDA {
    auto first = source;
    first.x += r * steps.x;
    first.mask += r * steps.mask;
    return softmax_of_rows<Storage, V, decltype(tier)::value, logarithm>(first, p.empty_is_zero != 0, steps,
                                                                         to + r * steps.y, count, cols);
  };
  using high_tier = std::integral_constant<accuracy, high>;
  const auto run_wide = [&](std::size_t r, std::size_t count) SIMDACT_INLINE_LAMBDA {
    if (masked) {
      run(wide_source<Storage, V, row::masked_logits>{from, mask, {p.scale}}, high_tier{}, r, count);
    } else {
      run(wide_source<Storage, V, row::scaled_logits>{from, mask, {p.scale}}, high_tier{}, r, count);
    }
  };
  if constexpr (std::is_same_v<native::scalar_t<V>, float>) {
    if (!masked && p.scale == 1) {
      run(plain_source<Storage, V>{from, mask}, std::integral_constant<accuracy, asked>{}, 0, rows);
      return;
    }
    if (row::float_logits::holds(p.scale)) {
      const row::float_logits logits(p.scale);
      for (std::size_t r = 0; r < rows; ++r) {
        r += masked ? run(narrow_source<Storage, V, true>{from, mask, logits}, high_tier{}, r, rows - r)
                    : run(narrow_source<Storage, V, false>{from, mask, logits}, high_tier{}, r, rows - r);
        if (r < rows) run_wide(r, 1);
      }
      return;
    }
  }
  run_wide(0, rows);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
