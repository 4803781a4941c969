// SPDX-License-Identifier: MIT
// What softmax exponentiates: the logits t = scale x + mask of a row, less a reference that brings them into range.
// They count by their distance from the largest one, which may be tiny beside them, so that they are computed in
// lanes of double, in two parts.
//
//   key(x, mask)             a number whose maximum over the row is the reference
//   centered(x, mask, r)     t - r scale or, where there is a mask, t - r; -inf where t is, NaN where t is +inf or NaN
//                            or the reference is infinite
//   cancelled(x, mask), is_far(r), centered_far(x, mask, r)     of a row in which what t has behind its first 53 bits
//                            counts, as where all of it is masked by the least finite number, or where products and
//                            masks cancel: t less three references, each the largest of what those before it leave
//
// Without a mask the difference of x and the reference is scaled rather than each of them: t itself may be too large
// for the format where the difference is not.
//
//   narrow_logits<T>(scale), exact(x, mask)     t itself in two parts of float or double, for moderate ones
//   scaled_logit             scale x, not yet multiplied, the scale in two parts; not below what counts for nothing
//   held_logit               t in two parts, not below that either
#pragma once

#include "simdact/core/f64/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace row {

// The low part is NaN where the high one is infinite.
template <class D>
SIMDACT_INLINE core::two_part<D> mended(const core::two_part<D>& t) {
  const auto finite = native::lt(native::abs(t.high), D(static_cast<native::scalar_t<D>>(__builtin_inf())));
  return {t.high, native::select_or_zero(finite, t.low)};
}

// The power of two in a positive normal number.
SIMDACT_INLINE double power_of(double size) {
  return native::from_bits<double>(native::to_bits(size) & native::to_bits(__builtin_inf()));
}

struct scaled_logits {
  static constexpr bool masked = false;
  double scale;

  // x or, where the scale is negative, -x.
  template <class D>
  SIMDACT_INLINE D key(const D& x, const D&) const {
    return x * D(scale < 0 ? -1.0 : 1.0);
  }
  template <class D>
  SIMDACT_INLINE core::two_part<D> centered(const D& x, const D& mask, double reference) const {
    // Half of the difference is finite where x is. A scale that could show what halving a subnormal number loses makes
    // an infinite difference one that counts for nothing.
    const double unit = __builtin_fabs(scale) < 1 ? 0.5 : 1.0;
    const D part(unit), size(__builtin_fabs(scale)), whole(1 / unit);
    const core::two_part<D> d = mended(core::f64::two_sum(part * key(x, mask), part * D(-reference)));
    const core::two_part<D> t = core::f64::two_product(d.high, size);
    return mended(core::two_part<D>{whole * t.high, whole * native::fma(d.low, size, t.low)});
  }
};

// Far from 0 the product and the mask may be so large that two parts cannot hold what is left of them, or overflow.
// There they count in a unit, a power of two in which nothing overflows (but what is above 2^1983) and what a subnormal
// mask loses is below 2^-114.
struct masked_logits {
  static constexpr bool masked = true;
  double scale, unit, inverse;

  explicit masked_logits(double factor) : scale(factor), unit(1), inverse(1) {
    const double size = __builtin_fabs(factor);
    if (size < 0x1p-900) return;
    inverse = native::min(4 * power_of(native::max(size, 1.0)), 0x1p960);
    unit = 1 / inverse;
  }

  // What either part of it is below where they are not far: its last place is then at most 2^-41.
  static constexpr double moderate = 0x1p12;
  template <class D>
  SIMDACT_INLINE D key(const D& x, const D& mask) const {
    return x * D(scale) + mask;
  }
  // What product and mask cancel at most.
  template <class D>
  SIMDACT_INLINE D cancelled(const D& x, const D& mask) const {
    return native::min(native::abs(x * D(scale)), native::abs(mask));
  }
  static bool is_far(double reference) { return !(__builtin_fabs(reference) < moderate); }
  template <class D>
  SIMDACT_INLINE core::two_part<D> centered(const D& x, const D& mask, double reference) const {
    const core::two_part<D> product = mended(core::f64::two_product(x, D(scale)));
    const core::two_part<D> sum = core::f64::two_sum(product.high, mask);
    const core::two_part<D> t = mended(core::two_part<D>{sum.high, sum.low + product.low});
    const core::two_part<D> d = core::f64::two_sum(t.high, D(-reference));
    return mended(core::two_part<D>{d.high, d.low + t.low});
  }

  template <class D>
  SIMDACT_INLINE D key_in_units(const D& x, const D& mask) const {
    return x * D(scale * unit) + mask * D(unit);
  }
  // t less the references, in units. t is three numbers. What the sums of the second line lack is zero wherever the
  // result is not far below 0, but for second.low, which is as small as the third number.
  template <class D>
  SIMDACT_INLINE core::two_part<D> behind(const D& x, const D& mask, const double (&references)[3]) const {
    const auto sum = [](const D& a, const D& b) SIMDACT_INLINE_LAMBDA { return mended(core::f64::two_sum(a, b)); };
    const core::two_part<D> product = mended(core::f64::two_product(x, D(scale * unit)));
    const core::two_part<D> t = sum(product.high, mask * D(unit)), low = sum(t.low, product.low);
    const core::two_part<D> first = sum(t.high, D(-references[0])), second = sum(first.high, low.high);
    const core::two_part<D> third = sum(second.high, D(-references[1]));
    const core::two_part<D> rest = sum(third.high, third.low + first.low + (second.low + low.low));
    const core::two_part<D> d = sum(rest.high, D(-references[2]));
    return sum(d.high, d.low + rest.low);
  }
  template <class D>
  SIMDACT_INLINE core::two_part<D> centered_far(const D& x, const D& mask, const double (&references)[3]) const {
    const core::two_part<D> d = behind(x, mask, references);
    return mended(core::two_part<D>{D(inverse) * d.high, D(inverse) * d.low});
  }
};

// A double is the scale. Two floats are off from it by less than 2^-48 of it, and so is t from scale x where that is
// below 2^17: by less than 2^-31.
template <class T>
struct narrow_logits {
  static constexpr T largest_product = T(1 << 17);
  T high, low;

  explicit narrow_logits(double scale)
      : high(static_cast<T>(scale)), low(static_cast<T>(scale - static_cast<double>(high))) {}
  // Whether neither part is zero or subnormal for its size.
  static bool holds(double scale) {
    const double size = __builtin_fabs(scale);
    return 0x1p-60 < size && size < 0x1p60;
  }

  template <class V>
  SIMDACT_INLINE core::two_part<V> exact(const V& x) const {
    const V product = x * V(high);
    return mended(core::two_part<V>{product, rest(x, product)});
  }
  template <class V>
  SIMDACT_INLINE core::two_part<V> exact(const V& x, const V& mask) const {
    const V product = x * V(high);
    const core::two_part<V> t = core::f64::two_sum(product, mask);
    return mended(core::two_part<V>{t.high, t.low + rest(x, product)});
  }

 private:
  template <class V>
  SIMDACT_INLINE V rest(const V& x, const V& product) const {
    const V lost = native::fms(x, V(high), product);
    return sizeof(T) == sizeof(double) ? lost : native::fma(x, V(low), lost);
  }
};

template <class V>
struct scaled_logit {
  V x, scale, scale_low;
  SIMDACT_INLINE V head() const { return x; }
};
template <class V>
struct held_logit {
  V high, low;
  SIMDACT_INLINE V head() const { return high; }
};

}  // namespace row
SIMDACT_NAMESPACE_END
