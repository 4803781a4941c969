// SPDX-License-Identifier: MIT
// What the tests of joins share: their two steps by the C ABI, operands and their shapes, and what sums are to be.
#pragma once

#include <cmath>
#include <iterator>
#include <random>
#include <vector>

#include "rows/arrays.hpp"
#include "support/contract.hpp"

namespace joins {

using rows::array;
using rows::nan;

// The type whose kernels a join of the type calls.
inline simdact_dtype lanes_of(simdact_dtype dtype) { return dtype == SIMDACT_F64 ? SIMDACT_F64 : SIMDACT_F32; }

inline double product(simdact_dtype dtype, double a, double b) {
  return dtype == SIMDACT_F64 ? a * b : static_cast<double>(static_cast<float>(a) * static_cast<float>(b));
}
inline double sum(simdact_dtype dtype, double a, double b) {
  return dtype == SIMDACT_F64 ? a + b : static_cast<double>(static_cast<float>(a) + static_cast<float>(b));
}

// Whether got is the type's number nearest to want, a number of its lanes' type.
inline bool is_rounded(const array& got, std::size_t i, double want) {
  if (std::isnan(want)) return std::isnan(got[i]);
  if (got.form().size >= 4) return got[i] == want && std::signbit(got[i]) == std::signbit(want);
  const double largest = got.form().largest();
  if (std::isinf(got[i])) return std::fabs(want) >= largest && std::signbit(got[i]) == std::signbit(want);
  return std::fabs(got[i] - want) <= 0.5 * rows::ulp_of(got.form(), want);
}

// f(x) or dy f'(x) in the lanes' type.
inline std::vector<double> forward(simdact_op op, simdact_dtype dtype, const simdact_params* p,
                                   const std::vector<double>& x) {
  const array in(lanes_of(dtype), x);
  array y(lanes_of(dtype), x.size());
  REQUIRE(simdact_forward(op, lanes_of(dtype), SIMDACT_HIGH, p, in.data(), y.data(), x.size()) == SIMDACT_OK);
  std::vector<double> result(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) result[i] = y[i];
  return result;
}
inline std::vector<double> backward(simdact_op op, simdact_dtype dtype, const simdact_params* p,
                                    const std::vector<double>& x, const std::vector<double>& dy) {
  const array in(lanes_of(dtype), x), factor(lanes_of(dtype), dy);
  array dx(lanes_of(dtype), x.size());
  REQUIRE(simdact_backward(op, lanes_of(dtype), SIMDACT_HIGH, p, in.data(), factor.data(), dx.data(), x.size()) ==
          SIMDACT_OK);
  std::vector<double> result(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) result[i] = dx[i];
  return result;
}
inline bool is_served(simdact_op op, simdact_dtype dtype, bool with_gradient) {
  return simdact_find_forward(op, lanes_of(dtype), SIMDACT_HIGH) != nullptr &&
         (!with_gradient || simdact_find_backward(op, lanes_of(dtype), SIMDACT_HIGH) != nullptr);
}

inline array random_array(simdact_dtype dtype, std::size_t n, std::mt19937_64& random) {
  array a(dtype, rows::normal(n, 0.2, 3, random));
  if (n > 6) a.set(n / 2, 0.0), a.set(n / 3, -0.0), a.set(n / 4, nan);
  return a;
}

struct shape {
  std::size_t outer, channels, inner;
  std::size_t size() const { return outer * channels * inner; }
  std::size_t channel_of(std::size_t i) const { return i / inner % channels; }
};
constexpr shape shapes[] = {{1, 1, 1},    {3, 5, 1},   {2, 3, 7},   {40, 20, 1}, {2, 257, 1}, {3, 600, 1}, {4, 3, 64},
                            {2, 2, 1030}, {1, 1, 900}, {5, 300, 2}, {700, 1, 1}, {2, 20, 17}, {0, 4, 3},   {4, 3, 0}};

// With operands that come round again, by whole blocks of vectors and otherwise, and runs that end within a vector.
inline std::vector<shape> all_shapes() {
  std::vector<shape> all(std::begin(shapes), std::end(shapes));
  all.insert(all.end(), {{9, 256, 1},
                         {8, 200, 1},
                         {9, 511, 1},
                         {6, 5, 9},
                         {2, 6, 49},
                         {12, 1, 77},
                         {120, 3, 5},
                         {90, 12, 1},
                         {5, 1, 523}});
  return all;
}

// A sum over the elements of each channel, of numbers of the lanes' type or exact products, in two doubles or one.
inline void check_sums(const array& got, const shape& s, const std::vector<long double>& terms) {
  const double lost = got.form().size == 8 ? 0x1p-60 : 0x1p-50;
  for (std::size_t c = 0; c < s.channels; ++c) {
    long double want = 0, magnitude = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s.channel_of(i) == c) want += terms[i], magnitude += std::fabs(terms[i]);
    }
    if (std::isnan(want)) {
      REQUIRE(std::isnan(got[c]));
    } else if (std::isinf(got[c])) {
      REQUIRE(std::fabs(want) >= got.form().largest());
    } else {
      REQUIRE(std::fabs(got[c] - want) <=
              0.501 * rows::ulp_of(got.form(), static_cast<double>(want)) + lost * magnitude);
    }
  }
}

}  // namespace joins
