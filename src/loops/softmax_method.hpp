// SPDX-License-Identifier: MIT
// softmax's mathematics in a lane's type: the exponentials of a vector and their sum over a row. Results need no more
// digits than the storage type has.
#pragma once

#include "loops/pack.hpp"
#include "simdact/row/softmax.hpp"
#include "simdact/row/softmax_f64.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <class Storage, class V, accuracy asked, bool logarithm, class = native::scalar_t<V>>
struct softmax_method;

template <class Storage, class V, accuracy asked, bool logarithm>
struct softmax_method<Storage, V, asked, logarithm, float> {
  using D = doubles_t<V>;
  static constexpr std::size_t parts = double_lanes<V>::vectors;

  static constexpr bool fast = asked == accuracy::fast;
  static_assert(!fast || logarithm || !has_floats<Storage>, "a float's share of a plain sum is off by up to 6 ulp");
  static constexpr int degree = fast ? 3 : 4;
  using sum_type = std::conditional_t<fast, row::softmax_plain_sum<V>, row::softmax_sum<V>>;
  using inverse = std::conditional_t<has_floats<Storage>, row::softmax_inverse, row::softmax_rounded_inverse>;

  row::softmax_anchor anchor;
  sum_type sums[vectors_in_pack<V>];
  D totals[vectors_in_pack<V> * parts];

  // For a source that subtracts its maximum the anchor is that of 0.
  SIMDACT_INLINE explicit softmax_method(float maximum) : anchor(maximum) {
    for_each_vector<V>([this](auto u) SIMDACT_INLINE_LAMBDA {
      totals[u * parts] = D(0.0);
      totals[u * parts + parts - 1] = D(0.0);
    });
  }
  template <class T>
  SIMDACT_INLINE core::exp_parts<V> terms(const T& d) const {
    return row::softmax_terms<degree>(d, anchor);
  }
  static SIMDACT_INLINE V value(const core::exp_parts<V>& e) { return row::softmax_value(e); }

  SIMDACT_INLINE void drain() {
    for_each_vector<V>([this](auto u) SIMDACT_INLINE_LAMBDA { add(u, sums[u].drain()); });
  }
  SIMDACT_INLINE double total() {
    drain();
    for_each_vector<V>([this](auto u) SIMDACT_INLINE_LAMBDA { add(u, sums[u].rest()); });
    return sum_of_lanes(totals);
  }
  // The same of a row of `count` vectors, from which nothing was drained.
  template <std::size_t count>
  SIMDACT_INLINE double total_of_few() {
    constexpr std::size_t used = count < vectors_in_pack<V> ? count : vectors_in_pack<V>;
    D each[used * parts];
    for_each_of(
        [&](auto u) SIMDACT_INLINE_LAMBDA {
          const V low = sums[u].drain(), high = sums[u].rest();
          each[u * parts] = widened<0>(low) + widened<0>(high);
          if constexpr (parts == 2) each[u * parts + 1] = widened<1>(low) + widened<1>(high);
        },
        std::make_index_sequence<used>{});
    return sum_of_lanes<D, used * parts>(each);
  }
  SIMDACT_INLINE void add(std::size_t u, const V& x) {
    totals[u * parts] = totals[u * parts] + widened<0>(x);
    if constexpr (parts == 2) totals[u * parts + 1] = totals[u * parts + 1] + widened<1>(x);
  }
  SIMDACT_INLINE row::softmax_log log(double sum) const { return {sum, anchor}; }
};

template <class Storage, class V, accuracy asked, bool logarithm>
struct softmax_method<Storage, V, asked, logarithm, double> {
  using inverse = row::f64::softmax_inverse;

  struct sum_type : row::f64::softmax_sum<V> {
    static constexpr std::size_t packs = 64;
    SIMDACT_INLINE void begin(const row::f64::softmax_parts<V>& e) { this->add(e); }
  };
  row::f64::softmax_anchor anchor;
  sum_type sums[vectors_in_pack<V>];

  SIMDACT_INLINE explicit softmax_method(double maximum) : anchor(maximum) {}
  template <class T>
  SIMDACT_INLINE row::f64::softmax_parts<V> terms(const T& d) const {
    return row::f64::softmax_terms(d, anchor);
  }
  static SIMDACT_INLINE V value(const row::f64::softmax_parts<V>& e) { return row::f64::softmax_value(e); }
  SIMDACT_INLINE void drain() {}
  SIMDACT_INLINE core::two_part<double> total() const {
    core::two_part<V> each[vectors_in_pack<V>];
    for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA { each[u] = sums[u].total(); });
    return sum_of_lanes(each);
  }
  template <std::size_t count>
  SIMDACT_INLINE core::two_part<double> total_of_few() const {
    return total();
  }
  SIMDACT_INLINE row::f64::softmax_log log(const core::two_part<double>& sum) const { return {sum, anchor}; }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
