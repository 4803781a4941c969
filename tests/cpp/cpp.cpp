// SPDX-License-Identifier: MIT
// The C++ API in C++17: every op by pointer and container gives the C ABI's bits; mismatches and bad arguments throw.
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "cpp/calls.hpp"
#include "doctest/doctest.h"
#include "support/support.hpp"

int check_without_exceptions();  // cpp/no_exceptions.cpp

namespace {

void check_same(const std::vector<float>& y, const std::vector<float>& want, const char* how) {
  REQUIRE(y.size() == want.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    CHECK_MESSAGE(support::same(y[i], want[i]),
                  how << ": got " << support::hex(y[i]) << ", want " << support::hex(want[i]));
  }
}

}  // namespace

TEST_CASE("cpp/every op") {
  std::mt19937_64 random(support::seed());
  const std::vector<float> x = support::mixed(60, random);
  std::size_t count = 0;
  for (const cpp::call& call : cpp::calls) {
    INFO(simdact_op_name(call.op));
    CHECK(call.op == simdact_op_at(count++));
    const std::vector<float> want = support::run(support::forward_kernel(call.op), nullptr, x);
    std::vector<float> y(x.size());
    CHECK(call.pointers(x.data(), y.data(), x.size(), simdact::accuracy::high) == SIMDACT_OK);
    check_same(y, want, "pointers");
    y.assign(x.size(), 0);
    CHECK(call.vectors(x, y, simdact::accuracy::high) == SIMDACT_OK);
    check_same(y, want, "vectors");
    y = x;
    CHECK(call.vectors(y, y, simdact::accuracy::high) == SIMDACT_OK);
    check_same(y, want, "in place");
    const simdact::params p{1.25, 2.5};
    const simdact_params q{1.25, 2.5};
    const std::vector<float> want_with = support::run(support::forward_kernel(call.op), &q, x);
    CHECK(call.pointers_with(x.data(), y.data(), x.size(), p, simdact::accuracy::high) == SIMDACT_OK);
    check_same(y, want_with, "pointers with parameters");
    y.assign(x.size(), 0);
    CHECK(call.vectors_with(x, y, p, simdact::accuracy::fast) == SIMDACT_OK);
    check_same(y, support::run(support::forward_kernel(call.op, SIMDACT_FAST), &q, x), "vectors with parameters, fast");
  }
  CHECK(count == simdact_op_count());
}

TEST_CASE("cpp/every derivative") {
  std::mt19937_64 random(support::seed());
  const std::vector<float> x = support::mixed(60, random);
  std::vector<float> dy = support::mixed(60, random);
  dy.resize(x.size(), 1.0f);
  const simdact::params p{1.25, 2.5};
  const simdact_params q{1.25, 2.5};
  for (const cpp::call& call : cpp::calls) {
    INFO(simdact_op_name(call.op));
    std::vector<float> want(x.size()), want_with(x.size()), dx(x.size());
    REQUIRE(simdact_backward(call.op, SIMDACT_F32, SIMDACT_HIGH, nullptr, x.data(), dy.data(), want.data(), x.size()) ==
            SIMDACT_OK);
    REQUIRE(simdact_backward(call.op, SIMDACT_F32, SIMDACT_FAST, &q, x.data(), dy.data(), want_with.data(), x.size()) ==
            SIMDACT_OK);
    call.backward_pointers(x.data(), dy.data(), dx.data(), x.size(), simdact::accuracy::high);
    check_same(dx, want, "pointers");
    dx.assign(x.size(), 0);
    call.backward_vectors(x, dy, dx, simdact::accuracy::high);
    check_same(dx, want, "vectors");
    dx = dy;
    call.backward_vectors(x, dx, dx, simdact::accuracy::high);
    check_same(dx, want, "in place");
    call.backward_pointers_with(x.data(), dy.data(), dx.data(), x.size(), p, simdact::accuracy::fast);
    check_same(dx, want_with, "pointers with parameters, fast");
    dx.assign(x.size(), 0);
    call.backward_vectors_with(x, dy, dx, p, simdact::accuracy::fast);
    check_same(dx, want_with, "vectors with parameters, fast");
    std::vector<float> shorter(x.size() - 1), before = shorter;
    CHECK_THROWS_AS(call.backward_vectors(x, dy, shorter, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.backward_vectors(x, before, dx, simdact::accuracy::high), std::invalid_argument);
    CHECK(shorter == before);
  }
}

TEST_CASE("cpp/derivatives from the output") {
  const std::vector<float> y{-1, -0.5f, 0, 0.5f}, dy{1, 2, 3, 4};
  std::vector<float> dx(4);
  simdact::backward_from_output(SIMDACT_TANH, y, dy, dx);
  CHECK(dx == std::vector<float>{0, 1.5f, 3, 3});
  simdact::backward_from_output(SIMDACT_ELU, y.data(), dy.data(), dx.data(), 4, simdact::params{2});
  CHECK(dx == std::vector<float>{1, 3, 6, 4});
  CHECK_THROWS_AS(simdact::backward_from_output(SIMDACT_GELU, y, dy, dx), std::invalid_argument);
  CHECK_THROWS_AS(simdact::backward_from_output(SIMDACT_ELU, y, dy, dx, simdact::params{-1}), std::invalid_argument);
  CHECK_THROWS_AS(simdact::backward_from_output(SIMDACT_OP_END, y, dy, dx), std::invalid_argument);
  CHECK(dx == std::vector<float>{1, 3, 6, 4});
}

TEST_CASE("cpp/containers") {
  const std::array<float, 3> x{-1, 2, 9};
  std::array<float, 3> y{};
  float raw[3] = {-1, 2, 9};
  simdact::relu6(x, y);
  CHECK(y == std::array<float, 3>{0, 2, 6});
  simdact::relu6(raw, raw);
  CHECK((raw[0] == 0 && raw[1] == 2 && raw[2] == 6));
  std::vector<float> v(3);
  simdact::leaky_relu(x, v, simdact::params{0.5});
  CHECK(v == std::vector<float>{-0.5f, 2, 9});
  simdact::leaky_relu(x.data(), v.data(), 2, simdact::params{2.0});
  CHECK(v == std::vector<float>{-2, 2, 9});
}

TEST_CASE("cpp/further names") {
  std::mt19937_64 random(support::seed());
  const std::vector<float> x = support::mixed(60, random);
  const simdact_params quick{1.702, 0}, at_two{2, 0}, at_one{1, 0};
  std::vector<float> y(x.size());
  simdact::silu(x, y);
  check_same(y, support::run(support::forward_kernel(SIMDACT_SWISH), nullptr, x), "silu");
  simdact::quick_gelu(x, y);
  check_same(y, support::run(support::forward_kernel(SIMDACT_SWISH), &quick, x), "quick_gelu");
  simdact::thresholded_relu(x, y, 2.0);
  check_same(y, support::run(support::forward_kernel(SIMDACT_THRESHOLD), &at_two, x), "thresholded_relu");
  y.assign(x.size(), 0);
  simdact::silu(x.data(), y.data(), x.size(), simdact::accuracy::fast);
  check_same(y, support::run(support::forward_kernel(SIMDACT_SWISH, SIMDACT_FAST), nullptr, x), "silu, pointers");
  simdact::silu(x, y, {1.5});
  const simdact_params steeper{1.5, 0};
  check_same(y, support::run(support::forward_kernel(SIMDACT_SWISH), &steeper, x), "silu, parameters");
  const std::vector<float> ones(x.size(), 1.0f);
  const support::kernel_id derivative{SIMDACT_SWISH, support::direction::backward, SIMDACT_F32, SIMDACT_HIGH};
  simdact::silu_backward(x, ones, y);
  check_same(y, support::run(derivative, nullptr, x), "silu_backward");
  simdact::quick_gelu_backward(x, ones, y);
  check_same(y, support::run(derivative, &quick, x), "quick_gelu_backward");
  const support::kernel_id step{SIMDACT_THRESHOLD, support::direction::backward, SIMDACT_F32, SIMDACT_HIGH};
  simdact::thresholded_relu_backward(x, ones, y, 2.0);
  check_same(y, support::run(step, &at_two, x), "thresholded_relu_backward");
  simdact::thresholded_relu_backward(x.data(), ones.data(), y.data(), x.size());
  check_same(y, support::run(step, &at_one, x), "thresholded_relu_backward, pointers");
  simdact::quick_gelu(x.data(), y.data(), x.size());
  check_same(y, support::run(support::forward_kernel(SIMDACT_SWISH), &quick, x), "quick_gelu, pointers");
  simdact::thresholded_relu(x.data(), y.data(), x.size());
  check_same(y, support::run(support::forward_kernel(SIMDACT_THRESHOLD), &at_one, x), "thresholded_relu, pointers");
}

TEST_CASE("cpp/refusals throw and write nothing") {
  std::vector<float> x(8, 1.0f), y(7, -3.0f);
  const std::vector<float> before = y;
  for (const cpp::call& call : cpp::calls) {
    INFO(simdact_op_name(call.op));
    CHECK_THROWS_AS(call.vectors(x, y, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.vectors(y, x, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.vectors_with(x, y, simdact::params{1, 2}, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.pointers(x.data(), x.data() + 1, 4, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.pointers(nullptr, y.data(), 4, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.pointers(x.data(), nullptr, 4, simdact::accuracy::high), std::invalid_argument);
    CHECK_THROWS_AS(call.pointers(x.data(), y.data(), 4, static_cast<simdact::accuracy>(7)), std::invalid_argument);
    CHECK(y == before);
  }
  CHECK(x == std::vector<float>(8, 1.0f));
  CHECK_THROWS_AS(simdact::hard_tanh(x, x, simdact::params{2, 1}), std::invalid_argument);
  // What it says names the function.
  try {
    simdact::relu(x, y);
    FAIL("no exception");
  } catch (const std::invalid_argument& e) {
    CHECK(std::string(e.what()).find("relu") != std::string::npos);
  }
  CHECK_THROWS_AS(simdact::relu(std::vector<double>(2), std::vector<double>(3)), std::invalid_argument);
}

TEST_CASE("cpp/without exceptions") { CHECK(check_without_exceptions() == 0); }
