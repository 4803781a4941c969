// SPDX-License-Identifier: MIT
// The storage types as sets of numbers. Every number of each is a double: whoever does not care for a type holds
// elements as doubles, which keep all bits, those of NaNs included, on the way here and back.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "simdact/simdact.h"

namespace simdact::ulp {

struct format {
  int digits;                     // binary digits of a normal number, the leading one included
  int lowest_exponent, exponent;  // of the smallest and of the largest normal number
  std::size_t size;               // bytes

  constexpr int fraction() const { return digits - 1; }
  constexpr std::uint64_t sign_bit() const { return std::uint64_t{1} << (8 * size - 1); }
  // The bits of infinity, above which are those of the NaNs.
  constexpr std::uint64_t infinity_bits() const {
    return static_cast<std::uint64_t>(exponent - lowest_exponent + 2) << fraction();
  }
  constexpr bool is_nan(std::uint64_t bits) const { return (bits & ~sign_bit()) > infinity_bits(); }
  double largest() const { return std::ldexp(2 - std::ldexp(1.0, -fraction()), exponent); }
  double smallest_normal() const { return std::ldexp(1.0, lowest_exponent); }
  double smallest() const { return std::ldexp(1.0, lowest_exponent - fraction()); }
};

inline constexpr format f32_format{24, -126, 127, 4}, f64_format{53, -1022, 1023, 8}, f16_format{11, -14, 15, 2},
    bf16_format{8, -126, 127, 2};

inline const format& format_of(simdact_dtype dtype) {
  static constexpr const format* formats[] = {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) &name##_format,
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
  };
  return *formats[dtype - 1];
}

inline std::uint32_t bits_of(float x) {
  std::uint32_t i;
  std::memcpy(&i, &x, sizeof i);
  return i;
}
inline std::uint64_t bits_of(double x) {
  std::uint64_t i;
  std::memcpy(&i, &x, sizeof i);
  return i;
}
inline float float_of(std::uint32_t i) {
  float x;
  std::memcpy(&x, &i, sizeof x);
  return x;
}
inline double double_of(std::uint64_t i) {
  double x;
  std::memcpy(&x, &i, sizeof x);
  return x;
}

// The number of these bits, without any arithmetic on NaNs and doubles, which might change them.
inline double value_of(const format& f, std::uint64_t bits) {
  if (f.size == sizeof(double)) return double_of(bits);
  const std::uint64_t sign = (bits & f.sign_bit()) != 0 ? f64_format.sign_bit() : 0, magnitude = bits & ~f.sign_bit();
  const int shift = f64_format.fraction() - f.fraction();
  if (magnitude >= f.infinity_bits()) {
    return double_of(sign | f64_format.infinity_bits() | (magnitude - f.infinity_bits()) << shift);
  }
  if (magnitude >> f.fraction() == 0) {
    return double_of(sign | bits_of(std::ldexp(static_cast<double>(magnitude), f.lowest_exponent - f.fraction())));
  }
  const auto rebias = static_cast<std::uint64_t>(f.lowest_exponent - f64_format.lowest_exponent);
  return double_of(sign | ((magnitude << shift) + (rebias << f64_format.fraction())));
}

// The bits of a number of the format; a NaN stays one.
inline std::uint64_t bits_of(const format& f, double x) {
  const std::uint64_t bits = bits_of(x), magnitude = bits & ~f64_format.sign_bit();
  if (f.size == sizeof(double)) return bits;
  const std::uint64_t sign = magnitude != bits ? f.sign_bit() : 0;
  const int shift = f64_format.fraction() - f.fraction();
  if (magnitude >= f64_format.infinity_bits()) {
    const std::uint64_t payload = (magnitude - f64_format.infinity_bits()) >> shift;
    const bool lost = magnitude != f64_format.infinity_bits() && payload == 0;
    return sign | (f.infinity_bits() + (lost ? std::uint64_t{1} << (f.fraction() - 1) : payload));
  }
  const double size = double_of(magnitude);
  if (size < f.smallest_normal()) {
    return sign | static_cast<std::uint64_t>(std::ldexp(size, f.fraction() - f.lowest_exponent));
  }
  const auto rebias = static_cast<std::uint64_t>(f.lowest_exponent - f64_format.lowest_exponent);
  return sign | ((magnitude - (rebias << f64_format.fraction())) >> shift);
}

// Elements of an array, at any address.
inline std::uint64_t load_bits(const format& f, const void* array, std::size_t i) {
  const auto read = [at = static_cast<const char*>(array) + i * f.size](auto bits) {
    std::memcpy(&bits, at, sizeof bits);
    return static_cast<std::uint64_t>(bits);
  };
  return f.size == 2 ? read(std::uint16_t{}) : f.size == 4 ? read(std::uint32_t{}) : read(std::uint64_t{});
}
inline void store_bits(const format& f, std::uint64_t bits, void* array, std::size_t i) {
  const auto write = [at = static_cast<char*>(array) + i * f.size](auto element) {
    std::memcpy(at, &element, sizeof element);
  };
  if (f.size == 2) write(static_cast<std::uint16_t>(bits));
  if (f.size == 4) write(static_cast<std::uint32_t>(bits));
  if (f.size == 8) write(bits);
}
inline void load(const format& f, const void* array, double* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] = value_of(f, load_bits(f, array, i));
}
inline void store(const format& f, const double* x, void* array, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) store_bits(f, bits_of(f, x[i]), array, i);
}

// The numbers in order: consecutive integers for consecutive ones, -0 before +0.
inline std::int64_t rank_of(const format& f, double x) {
  const std::uint64_t bits = bits_of(f, x), magnitude = bits & ~f.sign_bit();
  return magnitude != bits ? -1 - static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
}
inline double of_rank(const format& f, std::int64_t rank) {
  return value_of(f,
                  rank < 0 ? f.sign_bit() | static_cast<std::uint64_t>(-1 - rank) : static_cast<std::uint64_t>(rank));
}

// The same result: the same bits, or a NaN of any kind on both sides.
inline bool same(float a, float b) { return bits_of(a) == bits_of(b) || (a != a && b != b); }
inline bool same(double a, double b) { return bits_of(a) == bits_of(b) || (a != a && b != b); }

}  // namespace simdact::ulp
