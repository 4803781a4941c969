// SPDX-License-Identifier: MIT
// Arrays of any storage type for the tests of rows and joins: elements as doubles, which hold every number of each.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "format.hpp"
#include "simdact/simdact.h"
#include "support/support.hpp"

namespace rows {

using simdact::ulp::format;
using simdact::ulp::format_of;
using support::ulp_of;

inline constexpr double inf = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr simdact_dtype dtypes[] = {SIMDACT_F32, SIMDACT_F64, SIMDACT_F16, SIMDACT_BF16};

inline std::string name_of(simdact_dtype dtype) { return simdact::ulp::dtype_name(dtype); }

class array {
 public:
  array(simdact_dtype dtype, std::size_t n) : format_(&format_of(dtype)), bytes_(n * format_->size, '\x55'), n_(n) {}
  // x's numbers, cut to those of the type.
  array(simdact_dtype dtype, const std::vector<double>& x) : array(dtype, x.size()) {
    for (std::size_t i = 0; i < n_; ++i) set(i, x[i]);
  }

  std::size_t size() const { return n_; }
  const format& form() const { return *format_; }
  char* data() { return bytes_.data(); }
  const char* data() const { return bytes_.data(); }
  char* at(std::size_t i) { return data() + i * format_->size; }

  double operator[](std::size_t i) const { return simdact::ulp::value_of(*format_, bits(i)); }
  void set(std::size_t i, double x) {
    simdact::ulp::store_bits(*format_, simdact::ulp::bits_of(*format_, x), bytes_.data(), i);
  }
  // All NaNs are one.
  std::uint64_t bits(std::size_t i) const {
    const std::uint64_t b = simdact::ulp::load_bits(*format_, bytes_.data(), i);
    return format_->is_nan(b) ? format_->infinity_bits() + 1 : b;
  }
  bool operator==(const array& other) const {
    if (n_ != other.n_) return false;
    for (std::size_t i = 0; i < n_; ++i) {
      if (bits(i) != other.bits(i)) return false;
    }
    return true;
  }
  bool same_bytes(const array& other) const { return bytes_ == other.bytes_; }

 private:
  const format* format_;
  std::vector<char> bytes_;
  std::size_t n_;
};

// n numbers like those of N(shift, scale): sums of twelve uniform ones, which every machine rounds alike.
inline std::vector<double> normal(std::size_t n, double shift, double scale, std::mt19937_64& random) {
  std::vector<double> x(n);
  for (double& element : x) {
    double sum = -6;
    for (int k = 0; k < 12; ++k) sum += static_cast<double>(random() >> 11) * 0x1p-53;
    const volatile double scaled = scale * sum;  // which compilers for some machines would fuse with the addition
    element = shift + scaled;
  }
  return x;
}

// body(dtype) for every type and instruction set, in use meanwhile: a doctest subcase each.
template <class Body>
void for_each_dtype(const Body& body) {
  for (const simdact_dtype dtype : dtypes) {
    for (const std::string& isa : support::isas()) {
      SUBCASE((name_of(dtype) + " " + isa).c_str()) {
        const support::use_isa use(isa);
        body(dtype);
      }
    }
  }
}

}  // namespace rows
