// SPDX-License-Identifier: MIT
// The C++ API on std::span, compiled as C++20.
#include <array>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "doctest/doctest.h"
#include "simdact/simdact.hpp"

namespace {

template <class X, class Y>
concept can_relu = requires(X x, Y y) {
  simdact::relu(x, y);
};

// What must not compile: another element type, a constant output, no contiguous range.
static_assert(can_relu<std::span<const float>, std::span<float>>);
static_assert(can_relu<std::span<float, 4>, std::span<float>>);
static_assert(can_relu<const std::vector<float>&, std::span<float>>);
static_assert(!can_relu<std::span<const float>, std::span<const float>>);
static_assert(!can_relu<std::span<const float>, std::span<double>>);
static_assert(!can_relu<std::span<const int>, std::span<int>>);
static_assert(can_relu<std::span<const simdact::bfloat16>, std::span<simdact::bfloat16>>);
static_assert(can_relu<std::vector<simdact::float16>&, std::span<simdact::float16>>);
static_assert(!can_relu<std::span<const simdact::float16>, std::span<simdact::bfloat16>>);
static_assert(!can_relu<std::span<const std::uint16_t>, std::span<std::uint16_t>>);
// The 16-bit types are bits in memory and convert by functions alone.
static_assert(sizeof(simdact::float16) == 2 && std::is_trivially_copyable_v<simdact::bfloat16>);
static_assert(!std::is_convertible_v<simdact::float16, float> && !std::is_convertible_v<float, simdact::bfloat16>);
static_assert(!std::is_convertible_v<simdact::float16, simdact::bfloat16>);
static_assert(!can_relu<int, std::span<float>>);

}  // namespace

TEST_CASE("cpp/spans") {
  const std::vector<float> x{-4, -0.5f, 0.25f, 8};
  std::vector<float> y(4);
  const std::span<const float> in(x);
  const std::span<float> out(y);
  CHECK(simdact::relu6(in, out) == SIMDACT_OK);
  CHECK(y == std::vector<float>{0, 0, 0.25f, 6});
  CHECK(simdact::relu6(in.subspan(2), out.first(2)) == SIMDACT_OK);
  CHECK(y == std::vector<float>{0.25f, 6, 0.25f, 6});
  CHECK(simdact::hard_tanh(in, out, simdact::params{-1, 4}) == SIMDACT_OK);
  CHECK(y == std::vector<float>{-1, -0.5f, 0.25f, 4});
  CHECK(simdact::hard_tanh(out, out, simdact::accuracy::fast) == SIMDACT_OK);
  CHECK(y == std::vector<float>{-1, -0.5f, 0.25f, 1});
  CHECK_THROWS_AS(simdact::relu6(in, out.first(3)), std::invalid_argument);
  CHECK_THROWS_AS(simdact::relu6(out.first(3), out.last(3)), std::invalid_argument);
  CHECK(y == std::vector<float>{-1, -0.5f, 0.25f, 1});
}
