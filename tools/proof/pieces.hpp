// SPDX-License-Identifier: MIT
// What the proofs of kernels share: the pieces that their domains are taken apart into, and what is shown of each.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {

template <class Op>
using forward = kernel<Op, direction::forward, arithmetic::f64, accuracy::high>;
template <class Op>
using backward = kernel<Op, direction::backward, arithmetic::f64, accuracy::high>;

// x = factor (n ln 2 + t), from low to high; beyond these the kernel clamps it.
struct domain {
  double factor, low, high;
};

// The input x of a case.
inline traced argument_of(script& s, const argument& t, const domain& d) {
  const double middle = t.n * M_LN2, slack = t.n == 0 ? 0 : 0x1p-30;
  double low = d.factor * (middle + t.low - slack), high = d.factor * (middle + t.high + slack);
  if (low > high) std::swap(low, high);
  low = std::max(low, d.low);
  high = std::min(high, d.high);
  s.given("x", low, high);
  return input("x", low + (high - low) * 0.7);
}

template <class Kernel>
traced result(const traced& x) {
  if constexpr (has_stages<Kernel, traced>) {
    return Kernel::finish(Kernel::evaluate(Kernel::reduce(x)));
  } else {
    return Kernel::eval(x);
  }
}

inline std::string power(double n) { return fmt::format("1b{}", n); }

// Proves what the function shows for every n but 0. From |n| = 60 on 1 and 2^n are so far apart that the smaller one no
// longer meets the last places of the larger one in two parts: there n changes nothing but the scale, and one in 64 is
// taken, and the last.
template <class F>
void for_every_exponent(int first, int last, const F& prove) {
  for (int n = first; n <= last; n++) {
    if (n != 0 && (std::abs(n) <= 60 || n % 64 == 0 || n == first || n == last)) prove(argument{double(n)});
  }
}

// The same for n = 0 as well, where every piece lies between two powers of two.
template <class F>
void for_every_piece(int first, int last, const F& prove) {
  for_every_exponent(first, last, prove);
  for (double high = largest_r, low; high > 0x1p-60; high = low) {
    low = high == largest_r ? 0.25 : high / 2;
    if (last > 0) prove(argument{0, low, high});
    if (first < 0) prove(argument{0, -high, -low});
  }
}

inline std::string within(const std::string& what, double ulp) {
  return fmt::format("|{}| <= {:a}", what, ulp * 0x1p-53);
}

// e^x - 1.
inline std::string minus_one(double n) { return n == 0 ? "T" : fmt::format("{} * (1 + T) - 1", power(n)); }

}  // namespace proof
SIMDACT_NAMESPACE_END
