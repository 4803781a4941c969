// SPDX-License-Identifier: MIT
// The C++ API on element types other than float: every form of call gives the C ABI's bits for the type's id, and the
// 16-bit types convert as IEEE 754 says.
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <vector>

#include "doctest/doctest.h"
#include "simdact/simdact.hpp"

// Another library's type of the format.
struct foreign_half {
  std::uint16_t bits;
};
template <>
struct simdact::dtype_of<foreign_half> : simdact::dtype_of<simdact::float16> {};

namespace {

using simdact::dtype_of;

// A value that every format holds, as T; the compiler's own types by their bits.
template <class T>
T make(float value) {
  if constexpr (sizeof(T) == 2) {
    const std::uint16_t bits =
        dtype_of<T>::value == SIMDACT_F16 ? simdact::to_float16(value).bits : simdact::to_bfloat16(value).bits;
    T x;
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(&x, &bits, sizeof x);
    return x;
  } else {
    return static_cast<T>(value);
  }
}

template <class T>
struct arrays {
  std::vector<T> x, dy, got, want;

  explicit arrays(float last) : dy(4, make<T>(0.5f)), got(4, make<T>(9)), want(got) {
    for (const float value : {-3.0f, -0.25f, 0.0f, last}) x.push_back(make<T>(value));
  }
};

// The C ABI's `status` filled `want`; the C++ call must do the same, or throw and write nothing.
template <class T, class Call>
void check(arrays<T>& a, simdact_status status, Call call) {
  a.got.assign(4, make<T>(9));
  if (status == SIMDACT_OK) {
    CHECK(call(a) == SIMDACT_OK);
  } else {
    CHECK_THROWS_AS(call(a), std::invalid_argument);
  }
  const bool same = std::memcmp(a.got.data(), a.want.data(), 4 * sizeof(T)) == 0;
  CHECK(same);
}

template <class T>
void check_function(arrays<T>& a, simdact_op op, const simdact_params* p) {
  a.want.assign(4, make<T>(9));
  const simdact_status status = simdact_forward(op, dtype_of<T>::value, SIMDACT_HIGH, p, a.x.data(), a.want.data(), 4);
  if (op == SIMDACT_SWISH && p == nullptr) {
    check(a, status, [](auto& b) { return simdact::swish(b.x, b.got); });
    check(a, status, [](auto& b) { return simdact::swish(b.x.data(), b.got.data(), 4); });
    check(a, status, [](auto& b) { return simdact::silu(b.x, b.got); });
  } else if (op == SIMDACT_SWISH) {
    check(a, status, [](auto& b) { return simdact::swish(b.x, b.got, simdact::params{1.702}); });
    check(a, status, [](auto& b) { return simdact::quick_gelu(b.x, b.got); });
  } else {
    check(a, status, [](auto& b) { return simdact::relu(b.x, b.got); });
    check(a, status, [](auto& b) { return simdact::relu(b.x.data(), b.got.data(), 4, simdact::accuracy::high); });
  }
}

}  // namespace

#if defined(__x86_64__) && __GNUC__ >= 12
static_assert(!std::is_same_v<simdact::element::compiler_float16, simdact::float16>, "gcc 12 has _Float16 on x86");
#endif

TEST_CASE_TEMPLATE("cpp/element types", T, double, simdact::float16, simdact::bfloat16, foreign_half,
                   simdact::element::compiler_float16, simdact::element::compiler_bfloat16,
                   simdact::element::standard_float16, simdact::element::standard_bfloat16) {
  constexpr simdact_dtype dtype = dtype_of<T>::value;
  arrays<T> a(2);
  check_function(a, SIMDACT_RELU, nullptr);
  check_function(a, SIMDACT_SWISH, nullptr);
  const simdact_params quick{1.702, 0};
  check_function(a, SIMDACT_SWISH, &quick);

  a.want.assign(4, make<T>(9));
  simdact_status status =
      simdact_backward(SIMDACT_SWISH, dtype, SIMDACT_HIGH, nullptr, a.x.data(), a.dy.data(), a.want.data(), 4);
  check(a, status, [](auto& b) { return simdact::swish_backward(b.x, b.dy, b.got); });
  check(a, status, [](auto& b) { return simdact::silu_backward(b.x.data(), b.dy.data(), b.got.data(), 4); });

  a = arrays<T>(0.5f);
  status = simdact_backward_from_output(SIMDACT_TANH, dtype, nullptr, a.x.data(), a.dy.data(), a.want.data(), 4);
  check(a, status, [](auto& b) { return simdact::backward_from_output(SIMDACT_TANH, b.x, b.dy, b.got); });
}

TEST_CASE("cpp/conversions of float16") {
  using simdact::float16;
  for (unsigned i = 0; i < 0x10000; ++i) {
    const float16 x{static_cast<std::uint16_t>(i)};
    const int exponent = static_cast<int>(i >> 10 & 31), fraction = static_cast<int>(i & 0x3ff);
    const float y = simdact::to_float(x);
    CHECK(std::signbit(y) == (i >= 0x8000));
    if (exponent == 31) {
      CHECK((fraction == 0 ? std::isinf(y) : std::isnan(y)));
      continue;
    }
    const float units = static_cast<float>(exponent == 0 ? fraction : fraction + 1024);
    CHECK(std::fabs(y) == std::ldexp(units, exponent == 0 ? -24 : exponent - 25));
    CHECK(simdact::to_float16(y).bits == i);
    // Halfway to the next number, ties go to even; a float to either side decides.
    const float middle = std::copysign(std::ldexp(units + 0.5f, exponent == 0 ? -24 : exponent - 25), y);
    CHECK(simdact::to_float16(middle).bits == i + (i & 1));
    CHECK(simdact::to_float16(std::nextafter(middle, 0.0f)).bits == i);
    CHECK(simdact::to_float16(std::nextafter(middle, 2 * middle)).bits == i + 1);
  }
  CHECK(simdact::to_float16(std::numeric_limits<float>::max()).bits == 0x7c00);
  CHECK(simdact::to_float16(-std::numeric_limits<float>::infinity()).bits == 0xfc00);
  CHECK(std::isnan(simdact::to_float(simdact::to_float16(std::numeric_limits<float>::quiet_NaN()))));
}

TEST_CASE("cpp/conversions of bfloat16") {
  for (unsigned i = 0; i < 0x10000; ++i) {
    const auto bits = static_cast<std::uint32_t>(i) << 16;
    const float y = simdact::to_float(simdact::bfloat16{static_cast<std::uint16_t>(i)});
    const bool same = std::memcmp(&y, &bits, sizeof y) == 0;
    CHECK(same);
    if (std::isnan(y)) {
      CHECK(std::isnan(simdact::to_float(simdact::to_bfloat16(y))));
      continue;
    }
    CHECK(simdact::to_bfloat16(y).bits == i);
    if (std::isinf(y)) continue;
    for (const std::uint32_t low : {0x7fffu, 0x8000u, 0x8001u}) {
      const std::uint32_t between = bits | low;
      float x;
      std::memcpy(&x, &between, sizeof x);
      CHECK(simdact::to_bfloat16(x).bits == i + (low > 0x8000 || (low == 0x8000 && (i & 1) != 0)));
    }
  }
  // A NaN whose bits that are kept are those of an infinity.
  const std::uint32_t low_nan = 0x7f800001;
  float x;
  std::memcpy(&x, &low_nan, sizeof x);
  CHECK(std::isnan(simdact::to_float(simdact::to_bfloat16(x))));
}
