// SPDX-License-Identifier: MIT
// ln(2^power S) of a row's sum S, a positive normal number, infinity or NaN, and a whole power: off by less than 2^-46
// and what is rounded in double. log_softmax subtracts it, where an error counts in ulp of at least 1. It is one number
// a row, so that a table costs nothing. Infinity gives NaN, as a row has that holds one.
//
//   softmax_log_share(d, l)    d - l, of ln S in two parts: log_softmax's result
#pragma once

#include <cstdint>

#include "simdact/coef/softmax_log.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace row {

// With S = 2^k m, ln S = k ln 2 - ln inverse + ln(1 + r), r = m inverse - 1.
SIMDACT_INLINE double log_sum(double sum, double power = 0) {
  using namespace coef::softmax_log;
  constexpr std::uint64_t fraction = (std::uint64_t{1} << 52) - 1;
  const auto bits = static_cast<std::uint64_t>(native::to_bits(sum));
  if (bits >= native::to_bits(__builtin_inf())) return sum - sum;
  const std::size_t i = bits >> 47 & 31;
  const auto k = static_cast<double>(static_cast<std::int64_t>(bits >> 52) - 1023);
  const double m = native::from_bits<double>((bits & fraction) | native::to_bits(1.0));
  const double r = native::fma(m, inverse[i], -1.0);
  return native::fma(k + power, ln2, log[i]) + native::fma(r * r, core::exact_polynomial(r, p), r);
}

template <class V, class Log>
SIMDACT_INLINE V softmax_log_share(const V& d, const Log& l) {
  return (d - V(l.high)) - V(l.low);
}
template <class V, class Log>
SIMDACT_INLINE V softmax_log_share(const core::two_part<V>& d, const Log& l) {
  return (d.high - V(l.high)) + (d.low - V(l.low));
}

}  // namespace row
SIMDACT_NAMESPACE_END
