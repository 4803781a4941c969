// SPDX-License-Identifier: MIT
// Functions in sixteen segments, each with a polynomial of its own.
//
//   segment_table<c0, c1, ...>              a table of sixteen rows, each column of which is an array of the fit
//   segment_polynomial<table, k, n>(i, v)   the polynomial of row i mod 16, whose n coefficients are the columns from
//                                           the k-th, an even number, the highest degree first
//   segment_polynomial_in_squares           the same for an even n, by Horner's rule in v^2: one product more, and half
//                                           as many steps that wait for one another
//
// An instruction set looks up columns, sixteen entries in its registers, or for each lane its row, whose entries it
// loads in pairs.
#pragma once

#include <cstddef>
#include <utility>

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// The rows, of an even number of entries.
template <std::size_t width>
struct segment_rows {
  double entry[16][(width + 1) / 2 * 2];
};
template <std::size_t width>
constexpr segment_rows<width> transposed(const double* const (&columns)[width]) {
  segment_rows<width> rows{};
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t k = 0; k < width; ++k) rows.entry[i][k] = columns[k][i];
  }
  return rows;
}

template <const double (&... column)[16]>
struct segment_table {
  static constexpr std::size_t width = sizeof...(column);
  static constexpr const double* columns[width] = {column...};
  static constexpr segment_rows<width> rows = transposed(columns);
};

template <class Table, std::size_t k, class V>
SIMDACT_INLINE V two_more_terms(const V& sum, const native::bits_t<V>& i, const V& v) {
  const auto c = native::lookup_pair<V, Table, k>(i);
  return native::fma(native::fma(sum, v, c.first), v, c.second);
}
template <class Table, std::size_t first, class V, std::size_t... pair>
SIMDACT_INLINE V paired_terms(const native::bits_t<V>& i, const V& v, std::index_sequence<pair...>) {
  const auto highest = native::lookup_pair<V, Table, first>(i);
  V sum = native::fma(highest.first, v, highest.second);
  ((sum = two_more_terms<Table, first + 2 * pair + 2>(sum, i, v)), ...);
  return sum;
}
template <class Table, std::size_t first, std::size_t terms, class V>
SIMDACT_INLINE V segment_polynomial(const native::bits_t<V>& i, const V& v) {
  const V sum = paired_terms<Table, first>(i, v, std::make_index_sequence<terms / 2 - 1>{});
  if constexpr (terms % 2 == 0) {
    return sum;
  } else {
    return native::fma(sum, v, native::lookup_pair<V, Table, first + terms - 1>(i).first);
  }
}

// All is looked up first: gcc keeps more of the tables in registers so.
template <class V, class... Pairs>
SIMDACT_INLINE V pairs_in_squares(const V& v, const native::entry_pair<V>& highest, const Pairs&... c) {
  const V square = v * v;
  V sum = native::fma(highest.first, v, highest.second);
  ((sum = native::fma(sum, square, native::fma(c.first, v, c.second))), ...);
  return sum;
}
template <class Table, std::size_t first, class V, std::size_t... pair>
SIMDACT_INLINE V looked_up_in_squares(const native::bits_t<V>& i, const V& v, std::index_sequence<pair...>) {
  return pairs_in_squares(v, native::lookup_pair<V, Table, first + 2 * pair>(i)...);
}
template <class Table, std::size_t first, std::size_t terms, class V>
SIMDACT_INLINE V segment_polynomial_in_squares(const native::bits_t<V>& i, const V& v) {
  static_assert(terms % 2 == 0, "terms");
  return looked_up_in_squares<Table, first>(i, v, std::make_index_sequence<terms / 2>{});
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
