// SPDX-License-Identifier: MIT
// selu(x) = lambda (x > 0 ? x : a (e^x - 1)), a = 1.67326324..., lambda = 1.05070098...
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct selu {
  template <class R>
  static R definition(const R& x) {
    using std::expm1;
    const R a = decimal<R>(16732632423543772848u, 170429916717u);
    const R lambda = decimal<R>(10507009873554804934u, 193349852946u);
    return x > 0 ? R(lambda * x) : R(lambda * (a * expm1(x)));
  }

 private:
  // The number whose first 19 decimal places, with the digit before them, are `first` and whose next 12 are `next`: an
  // R of any precision cannot be had from a literal. `first` stays below 2^64, so the number below 1.8.
  template <class R>
  static R decimal(unsigned long long first, unsigned long long next) {
    return (R(first) + R(next) / R(1000000000000u)) / R(10000000000000000000u);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/selu/f32.hpp"
#include "simdact/op/selu/f32_exact.hpp"

SIMDACT_IN_REGISTERS(selu)
