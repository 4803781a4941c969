// SPDX-License-Identifier: MIT
// dx = scale y (dy - sum of y dy) of softmax and dx = scale (dy - e^y sum of dy) of its logarithm, from the output: in
// lanes of double for float, in two doubles for double. Of softmax's half types a product of two is a float, and but
// for the sum floats have digits enough.
#pragma once

#include "loops/pack.hpp"
#include "simdact/core/f64/exp.hpp"
#include "simdact/core/wide.hpp"
#include "simdact/row/logits.hpp"
#include "tables.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// In place of a scale: that of most calls, 1.
struct no_scale {};
template <class X>
SIMDACT_INLINE X scaled(const X& x, no_scale) {
  return x;
}
template <class D>
SIMDACT_INLINE D scaled(const D& x, double scale) {
  return D(scale) * x;
}
template <class D>
SIMDACT_INLINE core::two_part<D> scaled(const core::two_part<D>& x, double scale) {
  return core::f64::product(x, D(scale));
}

// Of y and dy: the sum over the row with one term more, and dx from that sum.
template <bool logarithm>
struct double_gradient {
  using total_type = double;

  // y dy is exact.
  template <class D>
  static SIMDACT_INLINE D added(const D& sum, const D& y, const D& dy) {
    if constexpr (logarithm) {
      return sum + dy;
    } else {
      return native::fma(y, dy, sum);
    }
  }
  // e^700 is beyond every float, and e^-700 too small to be seen.
  template <class D, class Scale>
  static SIMDACT_INLINE D result(const D& y, const D& dy, Scale scale, double total) {
    if constexpr (logarithm) {
      const D e = core::value(core::exact_exp(native::max(D(-700.0), native::min(D(700.0), y))));
      return scaled(native::fnma(e, D(total), dy), scale);
    } else {
      return scaled(y * (dy - D(total)), scale);
    }
  }
};

template <bool logarithm>
struct pair_gradient {
  using total_type = core::two_part<double>;

  template <class D>
  static SIMDACT_INLINE core::two_part<D> added(const core::two_part<D>& sum, const D& y, const D& dy) {
    if constexpr (logarithm) {
      return sum_of_terms(sum, core::two_part<D>{dy, D(0.0)});
    } else {
      return sum_of_terms(sum, core::f64::two_product(y, dy));
    }
  }
  // total e^y, 2^n by two factors: neither of them is subnormal, where e^y is. e^-1400 is far below every double, as
  // its product with a sum is that is not near overflow.
  template <class D>
  static SIMDACT_INLINE core::two_part<D> times_exponential(const core::two_part<D>& total, const D& y) {
    using namespace core::f64;
    const exp_reduced<D> e = exp_reduce(native::max(D(-1400.0), native::min(D(709.0), y)));
    const core::two_part<D> p = product(total, exp_mantissa(exp_remainder_wide(e)));
    const D n = exp_integer(e), half = native::fma(n, D(0.5), D(shifter)) - D(shifter);
    const D first = exp_power(half), second = exp_power(n - half);
    return {p.high * first * second, p.low * first * second};
  }
  template <class D, class Scale>
  static SIMDACT_INLINE D result(const D& y, const D& dy, Scale scale, const core::two_part<double>& total) {
    using namespace core::f64;
    const core::two_part<D> sum_negated{D(-total.high), D(-total.low)};
    D dx;
    if constexpr (logarithm) {
      dx = rounded(scaled(sum(times_exponential(sum_negated, y), dy), scale));
    } else if constexpr (std::is_same_v<Scale, no_scale>) {
      dx = rounded(product(sum(sum_negated, dy), y));
    } else {
      // The power of two in a scale above 1 comes first: without it the product with y may be subnormal.
      const double size = __builtin_fabs(scale), power = size < 1 ? 1 : row::power_of(size);
      dx = rounded(product(product(sum(sum_negated, dy), D(power) * y), D(scale / power)));
    }
    // Of infinities, two parts make NaN.
    const auto infinite = native::is_nan(dx - dx);
    if (native::any(infinite)) dx = native::select(infinite, without_parts(y, dy, scale, total.high), dx);
    return dx;
  }
  template <class D, class Scale>
  static __attribute__((noinline)) D without_parts(const D& y, const D& dy, Scale scale, double total) {
    return double_gradient<logarithm>::result(y, dy, scale, total);
  }
};

template <class Storage, class V, bool logarithm>
struct gradient_row {
  using D = doubles_t<V>;
  static constexpr bool paired = std::is_same_v<V, D>;
  using gradient = std::conditional_t<paired, pair_gradient<logarithm>, double_gradient<logarithm>>;
  using sum_type = std::conditional_t<paired, core::two_part<D>, D>;
  static constexpr std::size_t parts = double_lanes<V>::vectors;

  const char *y, *dy;
  char* dx;
  std::size_t n;

  // Infinite products, of what is no output of softmax, are in double not infinite.
  static constexpr bool has_float_products = Storage::size == 2 && !logarithm;
  static constexpr double largest_total = 0x1p126, least_scale = 0x1p-100;

  // The zeros behind the end add nothing.
  SIMDACT_INLINE typename gradient::total_type total() const {
    sum_type sums[vectors_in_pack<V> * parts] = {};
    for (std::size_t i = 0; i < n; i += pack_size) {
      for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA {
        const auto a = load_doubles<Storage, V>(y, i + u * lanes<V>, n);
        const auto b = load_doubles<Storage, V>(dy, i + u * lanes<V>, n);
        for (std::size_t part = 0; part < parts; ++part) {
          auto& sum = sums[u * parts + part];
          sum = gradient::added(sum, a.part[part], b.part[part]);
        }
      });
    }
    return sum_of_lanes(sums);
  }
  SIMDACT_INLINE double total_of_float_products() const {
    D sums[vectors_in_pack<V> * parts] = {};
    for (std::size_t i = 0; i < n; i += pack_size) {
      for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA {
        const std::size_t k = i + u * lanes<V>;
        const V product = load_part<Storage, V>(y, k, n) * load_part<Storage, V>(dy, k, n);
        sums[u * parts] = sums[u * parts] + widened<0>(product);
        if constexpr (parts == 2) sums[u * parts + 1] = sums[u * parts + 1] + widened<1>(product);
      });
    }
    return sum_of_lanes(sums);
  }

  SIMDACT_INLINE void run(double scale) const {
    if constexpr (has_float_products) {
      const double size = __builtin_fabs(scale);
      if (size <= 1 && (size > least_scale || size == 0)) {
        const double sum = total_of_float_products();
        if (__builtin_fabs(sum) < largest_total) {
          write_floats(sum, scale);
          return;
        }
      }
    }
    const auto sum = total();
    if (scale == 1) {
      write(sum, no_scale{});
    } else {
      write(sum, scale);
    }
  }
  template <class Scale>
  SIMDACT_INLINE void write(const typename gradient::total_type& sum, Scale scale) const {
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      const auto a = load_doubles<Storage, V>(y, i, n), b = load_doubles<Storage, V>(dy, i, n);
      store_doubles<Storage, V>(dx, i, n, [&](auto part) SIMDACT_INLINE_LAMBDA {
        return gradient::result(a.part[part], b.part[part], scale, sum);
      });
    }
  }
  // Half of the difference is finite, and for a scale up to 1 nothing is lost that counts where its product with y is
  // subnormal.
  SIMDACT_INLINE void write_floats(double sum, double scale) const {
    const auto high = static_cast<float>(sum / 2), low = static_cast<float>(sum / 2 - static_cast<double>(high));
    const auto factor = static_cast<float>(2 * scale);
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      const V a = load_part<Storage, V>(y, i, n), b = load_part<Storage, V>(dy, i, n);
      const V half = native::fma(b, V(0.5f), V(-high)) - V(low);
      store_part<Storage>(dx, i, n, a * half * V(factor));
    }
  }
};

template <class Storage, bool logarithm, class V>
void softmax_backward_rows(double scale, detail::matrix y, detail::matrix dy, detail::output_matrix dx,
                           std::size_t rows, std::size_t cols) {
  for (std::size_t r = 0; r < rows; ++r) {
    gradient_row<Storage, V, logarithm>{element<Storage>(y.p, r * y.stride), element<Storage>(dy.p, r * dy.stride),
                                        element<Storage>(dx.p, r * dx.stride), cols}
        .run(scale);
  }
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
