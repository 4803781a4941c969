// SPDX-License-Identifier: MIT
// Rows and joins in C++: pointers, containers and strides give the C ABI's bits; other sizes throw.
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "simdact/simdact.hpp"
#include "support/support.hpp"

namespace {

constexpr std::size_t rows = 5, cols = 12, n = rows * cols;
using vector = std::vector<float>;

vector some(float from) {
  vector x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = from + 0.37f * static_cast<float>(i % 17) - static_cast<float>(i % 5);
  return x;
}

// What f's refusal says.
template <class F>
std::string refusal(const F& f) {
  try {
    f();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "no refusal";
}

}  // namespace

TEST_CASE("cpp/rows") {
  const vector x = some(-2), dy = some(-1);
  vector want(n), y(n);
  const vector mask(x.begin(), x.begin() + cols);
  const simdact_softmax_params c{0.3, mask.data(), 0, 0};
  const simdact::softmax_params<float> p{0.3, mask.data()};
  REQUIRE(simdact_softmax(SIMDACT_F32, SIMDACT_FAST, nullptr, x.data(), cols, want.data(), cols, rows, cols) == 0);
  CHECK(simdact::softmax(x, y, rows, cols, simdact::accuracy::fast) == SIMDACT_OK);
  CHECK(y == want);
  REQUIRE(simdact_softmax(SIMDACT_F32, SIMDACT_HIGH, &c, x.data(), cols, want.data(), cols, rows, cols) == 0);
  CHECK(simdact::softmax(x.data(), y.data(), rows, cols, p) == SIMDACT_OK);
  CHECK(y == want);
  REQUIRE(simdact_log_softmax(SIMDACT_F32, SIMDACT_HIGH, &c, x.data(), cols, want.data(), cols, rows, cols) == 0);
  vector wide(2 * n);
  CHECK(simdact::log_softmax(x, simdact::rows_of{wide.data() + 3, 2 * cols}, rows, cols, p) == SIMDACT_OK);
  for (std::size_t i = 0; i < n; ++i) CHECK(wide[i / cols * 2 * cols + 3 + i % cols] == want[i]);
  REQUIRE(simdact_softmax_backward(SIMDACT_F32, 0.3, x.data(), cols, dy.data(), cols, want.data(), cols, rows, cols) ==
          0);
  CHECK(simdact::softmax_backward(x, dy, y, rows, cols, 0.3) == SIMDACT_OK);
  CHECK(y == want);
  REQUIRE(simdact_log_softmax_backward(SIMDACT_F32, 1, x.data(), cols, dy.data(), cols, want.data(), cols, rows,
                                       cols) == 0);
  CHECK(simdact::log_softmax_backward(x, dy, y, rows, cols) == SIMDACT_OK);
  CHECK(y == want);
  CHECK_THROWS_AS(simdact::softmax(x, y, rows, cols + 1), std::invalid_argument);
  CHECK_THROWS_AS(simdact::softmax(x, y, rows, cols, simdact::accuracy::exact), std::invalid_argument);
}

TEST_CASE("cpp/joins") {
  const simdact_dtype f32 = SIMDACT_F32;
  const simdact_accuracy high = SIMDACT_HIGH;
  const vector x = some(-2), up = some(1), b(x.begin(), x.begin() + cols);
  vector want(n), y(n), other(n), wanted(n), sums(cols), wanted_sums(cols);
  const auto gate = [&](simdact_op op, const simdact_params* p = nullptr) {
    REQUIRE(simdact_gated(op, f32, high, p, x.data(), cols, up.data(), cols, want.data(), cols, rows, cols) == 0);
    return want;
  };
  simdact::swiglu(x, up, y, rows, cols);
  CHECK(y == gate(SIMDACT_SWISH));
  simdact::geglu(x, up, y, rows, cols);
  CHECK(y == gate(SIMDACT_GELU));
  simdact::reglu(x, up, y, rows, cols);
  CHECK(y == gate(SIMDACT_RELU));
  simdact::glu(x, up, y, rows, cols);
  CHECK(y == gate(SIMDACT_SIGMOID));
  const simdact_params half{0.5, 0};
  simdact::gated(SIMDACT_ELU, x, up, y, rows, cols, simdact::params{0.5});
  CHECK(y == gate(SIMDACT_ELU, &half));
  REQUIRE(simdact_gated_backward(SIMDACT_GELU, f32, high, nullptr, x.data(), cols, up.data(), cols, x.data(), cols,
                                 want.data(), cols, wanted.data(), cols, rows, cols) == 0);
  simdact::gated_backward(SIMDACT_GELU, x, up, x, y, other, rows, cols);
  CHECK((y == want && other == wanted));
  REQUIRE(simdact_gated_backward(SIMDACT_ELU, f32, SIMDACT_FAST, &half, x.data(), cols, up.data(), cols, x.data(), cols,
                                 want.data(), cols, wanted.data(), cols, rows, cols) == 0);
  simdact::gated_backward(SIMDACT_ELU, x, up, x, y, other, rows, cols, simdact::params{0.5}, simdact::accuracy::fast);
  CHECK((y == want && other == wanted));

  REQUIRE(simdact_bias(SIMDACT_GELU, f32, high, nullptr, x.data(), b.data(), want.data(), rows, cols, 1) == 0);
  simdact::bias(SIMDACT_GELU, x, b, y, rows, cols);
  CHECK(y == want);
  REQUIRE(simdact_bias_backward(SIMDACT_GELU, f32, high, nullptr, x.data(), b.data(), up.data(), want.data(),
                                wanted_sums.data(), rows, cols, 1) == 0);
  simdact::bias_backward(SIMDACT_GELU, x, b, up, y, sums, rows, cols);
  CHECK((y == want && sums == wanted_sums));
  simdact::bias_backward(SIMDACT_GELU, x, b, up, other, nullptr, rows, cols);
  CHECK(other == want);
  REQUIRE(simdact_bias_backward(SIMDACT_ELU, f32, SIMDACT_FAST, &half, x.data(), b.data(), up.data(), want.data(),
                                wanted_sums.data(), rows, cols, 1) == 0);
  simdact::bias_backward(SIMDACT_ELU, x, b, up, y, sums, rows, cols, 1, simdact::params{0.5}, simdact::accuracy::fast);
  CHECK((y == want && sums == wanted_sums));
  REQUIRE(simdact_prelu(f32, x.data(), b.data(), want.data(), 1, rows, cols) == 0);
  simdact::prelu(x, vector(b.begin(), b.begin() + rows), y, 1, rows, cols);
  CHECK(y == want);
  REQUIRE(simdact_prelu_backward(f32, x.data(), b.data(), up.data(), want.data(), wanted_sums.data(), rows, cols, 1) ==
          0);
  simdact::prelu_backward(x, b, up, y, sums, rows, cols);
  CHECK((y == want && sums == wanted_sums));
  simdact::prelu_backward(x, b, up, other, nullptr, rows, cols);
  CHECK(other == want);
  vector largest(cols), wanted_largest(cols);
  REQUIRE(simdact_maxout(f32, x.data(), wanted_largest.data(), 1, rows, cols) == 0);
  simdact::maxout(x, largest, 1, rows, cols);
  CHECK(largest == wanted_largest);
  REQUIRE(simdact_maxout_backward(f32, x.data(), b.data(), want.data(), 1, rows, cols) == 0);
  simdact::maxout_backward(x, b, y, 1, rows, cols);
  CHECK(y == want);
  CHECK_THROWS_AS(simdact::swiglu(x, b, y, rows, cols), std::invalid_argument);
  CHECK_THROWS_AS(simdact::bias(SIMDACT_GELU, x, x, y, rows, cols), std::invalid_argument);
  CHECK_THROWS_AS(simdact::maxout(x, y, 1, rows, cols), std::invalid_argument);
}

TEST_CASE("cpp/gradients of gates") {
  const vector x = some(-2), up = some(1), dy = some(-1);
  vector want(n), wanted(n), y(n), other(n);
  const auto check = [&](simdact_op op, const auto& backward) {
    INFO(simdact_op_name(op));
    REQUIRE(simdact_gated_backward(op, SIMDACT_F32, SIMDACT_FAST, nullptr, x.data(), cols, up.data(), cols, dy.data(),
                                   cols, want.data(), cols, wanted.data(), cols, rows, cols) == 0);
    backward(simdact::accuracy::fast);
    CHECK((y == want && other == wanted));
  };
  check(SIMDACT_SWISH, [&](auto a) { simdact::swiglu_backward(x, up, dy, y, other, rows, cols, a); });
  check(SIMDACT_GELU, [&](auto a) { simdact::geglu_backward(x, up, dy, y, other, rows, cols, a); });
  check(SIMDACT_RELU, [&](auto a) { simdact::reglu_backward(x, up, dy, y, other, rows, cols, a); });
  check(SIMDACT_SIGMOID, [&](auto a) { simdact::glu_backward(x, up, dy, y, other, rows, cols, a); });
}

TEST_CASE("cpp/sizes of arrays") {
  const float x[6] = {1, 2, 3, 4, 5, 6}, b[3] = {};
  float y[6] = {};
  CHECK_THROWS_AS(simdact::softmax(x, y, 2, 4), std::invalid_argument);
  CHECK_THROWS_AS(simdact::bias(SIMDACT_RELU, x, b, y, 3, 2), std::invalid_argument);
  CHECK_THROWS_AS(simdact::maxout(x, y, 1, 2, 3), std::invalid_argument);
  for (const float each : y) CHECK(each == 0);
  CHECK(simdact::bias(SIMDACT_RELU, x, b, y, 2, 3) == SIMDACT_OK);
  for (std::size_t i = 0; i < 6; ++i) CHECK(y[i] == x[i]);
  // A pointer says nothing of a size.
  const float* const pointer = x;
  std::array<float, 3> largest{};
  CHECK(simdact::maxout(pointer, largest, 1, 2, 3) == SIMDACT_OK);
  CHECK(largest == std::array<float, 3>{4, 5, 6});
}

TEST_CASE("cpp/refusals name the function") {
  vector x(n), shorter(n - 1), sums(cols);
  const auto names = [&](const char* name, const auto& f) {
    CHECK(refusal(f) == std::string("simdact::") + name + ": invalid argument");
  };
  names("softmax", [&] { simdact::softmax(x, shorter, rows, cols); });
  names("softmax_backward", [&] { simdact::softmax_backward(x, x, shorter, rows, cols); });
  names("log_softmax_backward", [&] { simdact::log_softmax_backward(x, x, shorter, rows, cols); });
  names("gated", [&] { simdact::gated(SIMDACT_RELU, x, x, shorter, rows, cols); });
  names("gated_backward", [&] { simdact::gated_backward(SIMDACT_RELU, x, x, x, x, shorter, rows, cols); });
  names("swiglu", [&] { simdact::swiglu(x, x, shorter, rows, cols); });
  names("swiglu_backward", [&] { simdact::swiglu_backward(x, x, x, x, shorter, rows, cols); });
  names("bias_backward", [&] { simdact::bias_backward(SIMDACT_RELU, x, sums, x, shorter, sums, rows, cols); });
  names("gelu", [&] { simdact::gelu(x, shorter); });
  names("gelu_backward", [&] { simdact::gelu_backward(x, x, shorter); });
  names("gelu_backward", [&] { simdact::gelu_backward(x.data(), x.data(), x.data() + 1, 2); });
}
