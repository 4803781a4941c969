// SPDX-License-Identifier: MIT
// selu(x) = lambda (x > 0 ? x : a (e^x - 1)), a = 1.67326324..., lambda = 1.05070098...
#pragma once

#include <cmath>

#include "simdact/coef/selu.hpp"
#include "simdact/core/elu.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct selu {
  template <class R>
  static R definition(const R& x) {
    using std::expm1;
    const R a = real<R>(16732632423543772848u, 170429916717u);
    const R lambda = real<R>(10507009873554804934u, 193349852946u);
    return x > 0 ? R(lambda * x) : R(lambda * (a * expm1(x)));
  }

  // As elu, with L = lambda a multiplied in: for x = n ln 2 + r,
  //   -L (e^x - 1) = L (1 - 2^n) - 2^n (L r + r W(r)),
  // where W carries what L lacks as a float; in the first term, which two roundings would spoil, it is a second part.
  // lambda max(x, 0) = u + (lambda - 1) u is rounded once, near enough, and added: of u and the image one is a zero,
  // the image +0 where x >= 0, so that a zero keeps its sign.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    namespace c = coef::selu;
    const V factor(c::factor);
    const V negative = native::min(V(0.0f), native::max(V(core::elu_floor), x));
    const V positive = native::max(V(0.0f), x);
    const V sum = native::fma(negative, V(coef::elu::log2e), V(core::elu_magic));
    const V r = native::fnma(sum - V(core::elu_magic), V(coef::elu::ln2), negative);
    const V w = native::fma(r, native::fma(r, native::fma(r, V(c::w[5]), V(c::w[4])), V(c::w[3])), V(c::w[2]));
    const V p = native::fma(r, factor, r * native::fma(r, native::fma(r, w, V(c::w[1])), V(c::w[0])));
    const V power = core::elu_power(sum);
    const V share = V(1.0f) - power;
    const V image = native::fnma(power, p, native::fma(share, factor, share * V(c::factor_low)));
    return native::fma(V(c::slope_above_1), positive, positive - image);
  }

  // lambda max(x, 0) + lambda a (e^min(x, 0) - 1) in double, where one term is zero. The sign of a zero.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D lambda(1.0507009873554804934193349852946), factor(1.7580993408473768599402175208123);
      const D m = core::minus_one(core::exact_exp(native::min(D(0.0), d)));
      return native::fma(lambda, native::max(D(0.0), d), factor * m);
    };
    const V y = core::in_double(f, native::max(V(core::exact_elu_floor), x));
    return native::with_sign(native::abs(y), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.997, -0x1.7c5338p+2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.ac8d18p-128}};

 private:
  // The number of 19 and then 12 decimal places, below 2 and a half of 2^64.
  template <class R>
  static R real(unsigned long long places, unsigned long long more) {
    return (R(places) + R(more) / R(1000000000000u)) / R(10000000000000000000u);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END
