// SPDX-License-Identifier: MIT
// expm1(x) = e^x - 1
#pragma once

#include <cmath>

#include "simdact/coef/exp.hpp"
#include "simdact/coef/expm1.hpp"
#include "simdact/core/elu.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct expm1 {
  template <class R>
  static R definition(const R& x) {
    using std::expm1;
    return expm1(x);
  }

  // x = n ln 2 + r, p = e^r - 1 = r + r^2 q(r), and with S = 2^(n - 1)
  //   (e^x - 1) / 2 = S p + (S - 1/2),
  // S - 1/2 in two parts, for its last bit counts from n = 25 on; half, since n may be 128. Where |x| < 0.48, n = 0:
  // a sum of two larger terms would lose what p has. n is such that 3/4 < e^r < 3/2: where e^r is below 1 the result's
  // last place is half as large, and |p| < 1/4 keeps p's rounding, and that of r, as much smaller.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    using coef::expm1::q;
    using I = native::bits_t<V>;
    // Below -20 the result is -1, above 89 infinite; NaN passes the clamp.
    const V u = native::min(V(89.0f), native::max(V(-20.0f), x));
    // x log2 e - log2 (3/4), to the nearest 2^-12, then down to n.
    const I t = native::to_bits(native::fma(u, V(coef::exp::log2e), V(0x1.800d48p11f))) & ~I(4095u);
    const auto large = native::le(V(0.48f), native::abs(u));
    const V n = native::select_or_zero(large, native::from_bits<V>(t) - V(0x1.8p11f));
    const V r = native::fnma(n, V(coef::expm1::ln2_low), native::fnma(n, V(coef::expm1::ln2_high), u));
    const V square = r * r;
    const V q01 = native::fma(r, V(q[1]), V(q[0]));
    const V q23 = native::fma(r, V(q[3]), V(q[2]));
    const V q45 = native::fma(r, V(q[5]), V(q[4]));
    const V p = native::fma(square, native::fma(square, native::fma(square, q45, q23), q01), r);
    const V s = native::from_bits<V>(native::shl<11>(t) + native::to_bits(V(0.5f)));
    const V a = s - V(0.5f);
    const V low = (s - a) - V(0.5f);
    const V half = a + native::fma(s, p, low);
    // p itself where n = 0: half of it may be subnormal. The sign of a zero.
    return native::with_sign(native::select(large, half + half, p), x);
  }

  // With n to nearest, |r| <= (ln 2) / 2, and S = 2^n: S p + (S - 1), where 2^128 gives way to the largest float. For
  // n = 0 that is p. e^x - 1 lies above x, and max lets x through where it is NaN or a zero.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    const V u = native::min(V(89.0f), native::max(V(-20.0f), x));
    const V sum = native::fma(u, V(coef::exp::log2e), V(core::elu_magic));
    const V n = sum - V(core::elu_magic);
    const V r = native::fnma(n, V(coef::expm1::ln2_low), native::fnma(n, V(coef::expm1::ln2_high), u));
    const V p = native::fma(r * r, core::elu_polynomial(r), r);
    const V s = native::min(V(0x1.fffffep127f), core::elu_power(sum));
    return native::max(native::fma(s, p, s - V(1.0f)), x);
  }

  // e^x - 1 in double, narrowed once: the clamp's ends give infinity and -1.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const V bounded = native::min(V(100.0f), native::max(V(-40.0f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::minus_one(core::exact_exp(d)); };
    return native::with_sign(native::abs(core::in_double(f, bounded)), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9996, 0x1.18f15ap+0},
                                     {SIMDACT_F32, SIMDACT_FAST, 1.53, 0x1.907d84p-2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.94c582p-22}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
