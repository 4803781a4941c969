// SPDX-License-Identifier: MIT
// Overlapping arrays and bad parameters: refused, with nothing written; what is allowed gives the right results.
#include <cstring>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/contract.hpp"
#include "support/support.hpp"

namespace {

constexpr simdact_accuracy high = SIMDACT_HIGH;
constexpr simdact_dtype f32 = SIMDACT_F32;
constexpr std::size_t n = 16, bytes = n * sizeof(float);
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

simdact_op first_op() { return simdact_op_at(0); }

struct arena {
  std::vector<char> data = std::vector<char>(512, '\xc0'), before = data;
  char* at(std::size_t offset) { return data.data() + offset; }
  bool same() const { return data == before; }
};

// Bad parameters of the op, with those that are bad as floats alone, unless the arithmetic's lanes are doubles.
std::vector<simdact_params> bad_params(const support::contract& c, simdact_dtype dtype) {
  std::vector<simdact_params> bad;
  const double alpha = c.defaults.alpha, beta = c.defaults.beta;
  const bool doubles = dtype == SIMDACT_F64;
  std::vector<double> too_large{not_a_number, infinite, -infinite};
  if (!doubles) too_large.insert(too_large.end(), {1e39, -1e39, 0x1.ffffffp127});
  for (const double large : too_large) {
    if (c.used > 0) bad.push_back({large, beta});
    if (c.used > 1) bad.push_back({alpha, large});
  }
  const bool zero = c.valid == support::not_zero || c.valid == support::positive;
  const bool negative = c.valid == support::not_negative || c.valid == support::positive;
  if (zero) {
    for (const double a : {0.0, -0.0}) bad.push_back({a, beta});
    for (const double a : {1e-60, -1e-60, 0x1p-151}) {
      if (!doubles) bad.push_back({a, beta});
    }
  }
  if (negative) {
    for (const double a : {-1.0, doubles ? -0x1p-1074 : -0x1p-149, -1e30}) bad.push_back({a, beta});
  }
  if (c.valid == support::ordered) {
    for (const simdact_params p : {simdact_params{1, 0}, {0, -0x1p-149}, {-1, -2}, {1e30, -1e30}}) bad.push_back(p);
  }
  return bad;
}

std::vector<simdact_params> good_params(const support::contract& c, simdact_dtype dtype) {
  const double largest = dtype == SIMDACT_F64 ? 0x1.fffffffffffffp1023 : 0x1.fffffep127;
  std::vector<simdact_params> good{c.defaults, {1.5, 2.5}, {largest, largest}};
  const bool zero = c.valid == support::not_zero || c.valid == support::positive;
  const bool negative = c.valid == support::not_negative || c.valid == support::positive;
  if (!zero) good.insert(good.end(), {{0.0, 0.0}, {-0.0, 0.0}, {1e-60, 1.0}});
  if (!negative) good.insert(good.end(), {{-1.5, -0.5}, {-largest, 3.0}});
  if (c.used < 2) good.insert(good.end(), {{1.5, not_a_number}, {1.5, infinite}, {2.0, -1e300}});
  if (c.used < 1) good.insert(good.end(), {{not_a_number, not_a_number}, {-infinite, 1e300}});
  return good;
}

}  // namespace

TEST_CASE("abi/overlaps of forward") {
  arena a;
  for (std::size_t offset = 1; offset < 2 * bytes; ++offset) {
    if (offset >= bytes) break;
    CHECK(simdact_forward(first_op(), f32, high, nullptr, a.at(100), a.at(100 + offset), n) ==
          SIMDACT_INVALID_ARGUMENT);
    CHECK(simdact_forward(first_op(), f32, high, nullptr, a.at(100 + offset), a.at(100), n) ==
          SIMDACT_INVALID_ARGUMENT);
  }
  CHECK(a.same());
  // Adjacent arrays and one array are no overlap.
  CHECK(simdact_forward(first_op(), f32, high, nullptr, a.at(100), a.at(100 + bytes), n) == SIMDACT_OK);
  CHECK(simdact_forward(first_op(), f32, high, nullptr, a.at(100 + bytes), a.at(100), n) == SIMDACT_OK);
  CHECK(simdact_forward(first_op(), f32, high, nullptr, a.at(100), a.at(100), n) == SIMDACT_OK);
  CHECK(simdact_forward(first_op(), f32, high, nullptr, a.at(101), a.at(101), n) == SIMDACT_OK);
  CHECK_FALSE(a.same());
}

// f16 and bf16 arrays are half as long, f64 ones twice: the check knows each element's size.
TEST_CASE("abi/overlaps know the element's size") {
  arena a;
  struct {
    simdact_dtype dtype;
    std::size_t size;
  } const sizes[] = {{SIMDACT_F32, 4}, {SIMDACT_F64, 8}, {SIMDACT_F16, 2}, {SIMDACT_BF16, 2}};
  for (const auto& s : sizes) {
    char *x = a.at(200), *last = x + n * s.size - 1, *after = x + n * s.size;
    CHECK(simdact_forward(first_op(), s.dtype, high, nullptr, x, last, n) == SIMDACT_INVALID_ARGUMENT);
    CHECK(simdact_forward(first_op(), s.dtype, high, nullptr, x, after, n) != SIMDACT_INVALID_ARGUMENT);
  }
}

TEST_CASE("abi/overlaps of backward") {
  arena a;
  bool from_output = false;
  SUBCASE("from the input") {}
  SUBCASE("from the output") { from_output = true; }
  const auto status = [&](std::size_t x, std::size_t dy, std::size_t dx) {
    return from_output ? simdact_backward_from_output(SIMDACT_TANH, f32, nullptr, a.at(x), a.at(dy), a.at(dx), n)
                       : simdact_backward(first_op(), f32, high, nullptr, a.at(x), a.at(dy), a.at(dx), n);
  };
  for (const std::size_t offset : {std::size_t{1}, std::size_t{4}, bytes - 1}) {
    CHECK(status(100, 300, 100 + offset) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(100 + offset, 300, 100) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(300, 100, 100 + offset) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(300, 100 + offset, 100) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(100, 100 + offset, 100) == SIMDACT_INVALID_ARGUMENT);
    CHECK(a.same());
    CHECK(status(100, 100 + offset, 300) == SIMDACT_OK);  // inputs may overlap one another
    a.before = a.data;
  }
  CHECK(status(100, 100, 100) == SIMDACT_OK);
  CHECK(status(100, 300, 100) == SIMDACT_OK);
  CHECK(status(300, 100, 100) == SIMDACT_OK);
}

TEST_CASE("abi/bad parameters") {
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    const support::contract* c = support::find_contract(op);
    REQUIRE(c != nullptr);
    for (simdact_dtype dtype = 1; dtype < SIMDACT_DTYPE_END; ++dtype) {
      const std::vector<char> x = support::stored(dtype, support::numbers(n, 0.75));
      std::vector<char> y = support::stored(dtype, support::numbers(n, -7.25));
      const std::vector<char> before = y;
      for (const simdact_params& p : bad_params(*c, dtype)) {
        INFO(c->name << " " << simdact::ulp::dtype_name(dtype) << support::describe(&p));
        CHECK(simdact_forward(op, dtype, high, &p, x.data(), y.data(), n) == SIMDACT_INVALID_ARGUMENT);
        CHECK(simdact_forward(op, dtype, high, &p, nullptr, nullptr, 0) == SIMDACT_INVALID_ARGUMENT);
        CHECK(simdact_backward(op, dtype, high, &p, x.data(), x.data(), y.data(), n) == SIMDACT_INVALID_ARGUMENT);
        CHECK(simdact_backward_from_output(op, dtype, &p, x.data(), x.data(), y.data(), n) == SIMDACT_INVALID_ARGUMENT);
        CHECK(y == before);
      }
      for (const simdact_params& p : good_params(*c, dtype)) {
        INFO(c->name << " " << simdact::ulp::dtype_name(dtype) << support::describe(&p));
        const auto wanted = [&](bool found) { return found ? SIMDACT_OK : SIMDACT_UNSUPPORTED; };
        CHECK(simdact_forward(op, dtype, high, &p, x.data(), y.data(), n) ==
              wanted(simdact_find_forward(op, dtype, high) != nullptr));
        CHECK(simdact_backward(op, dtype, high, &p, x.data(), x.data(), y.data(), n) ==
              wanted(simdact_find_backward(op, dtype, high) != nullptr));
      }
    }
  }
}

// From the output there is a derivative where f' is a function of y: for eleven ops, and not for a negative alpha.
TEST_CASE("abi/derivatives from the output") {
  const float y[] = {-0.5f, 0.25f}, dy[] = {1, 2};
  float dx[] = {7, 7};
  std::vector<std::string> supported;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    const simdact_status status = simdact_backward_from_output(op, f32, nullptr, y, dy, dx, 2);
    CHECK((status == SIMDACT_OK || status == SIMDACT_UNSUPPORTED));
    const bool found = simdact_find_backward_from_output(op, f32) != nullptr;
    CHECK((status == SIMDACT_OK) == found);
    if (status == SIMDACT_OK) supported.emplace_back(simdact_op_name(op));
    for (const simdact_dtype dtype : {SIMDACT_F64, SIMDACT_F16, SIMDACT_BF16}) {
      CHECK((simdact_find_backward_from_output(op, dtype) != nullptr) == found);
    }
  }
  CHECK(supported == std::vector<std::string>{"exp", "expm1", "tanh", "sigmoid", "relu", "relu6", "leaky_relu", "elu",
                                              "celu", "selu", "hard_tanh"});
  dx[0] = dx[1] = 7;
  for (const simdact_op op : {SIMDACT_LEAKY_RELU, SIMDACT_ELU}) {
    for (const double alpha : {-0.5, -1e-40}) {
      const simdact_params p{alpha, 0};
      CHECK(simdact_backward_from_output(op, f32, &p, y, dy, dx, 2) == SIMDACT_UNSUPPORTED);
    }
    const simdact_params zero{0, 0};
    CHECK(simdact_backward_from_output(op, f32, &zero, y, dy, dx, 0) == SIMDACT_OK);
  }
  CHECK((dx[0] == 7 && dx[1] == 7));
  CHECK(simdact_backward_from_output(0, f32, nullptr, y, dy, dx, 2) == SIMDACT_INVALID_ARGUMENT);
  CHECK(simdact_backward_from_output(SIMDACT_EXP, 0, nullptr, y, dy, dx, 2) == SIMDACT_INVALID_ARGUMENT);
  CHECK(simdact_backward_from_output(SIMDACT_EXP, f32, nullptr, nullptr, dy, dx, 2) == SIMDACT_INVALID_ARGUMENT);
  CHECK(simdact_backward_from_output(SIMDACT_EXP, f32, nullptr, y, nullptr, dx, 2) == SIMDACT_INVALID_ARGUMENT);
  CHECK(simdact_backward_from_output(SIMDACT_EXP, f32, nullptr, y, dy, nullptr, 2) == SIMDACT_INVALID_ARGUMENT);
  CHECK((simdact_find_backward_from_output(99, f32) == nullptr));
}

// A parameter is checked as the compute type holds it: f64 accepts what f32 cannot hold.
TEST_CASE("abi/parameters are checked in the compute type") {
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    const support::contract* c = support::find_contract(op);
    REQUIRE(c != nullptr);
    if (c->used == 0) continue;
    INFO(c->name);
    const std::vector<double> x(n, 0.75);
    std::vector<double> y(n);
    const auto status = [&](simdact_dtype dtype, double alpha, double beta) {
      const simdact_params p{alpha, beta};
      return simdact_forward(op, dtype, high, &p, x.data(), y.data(), n);
    };
    CHECK(status(SIMDACT_F64, 1e39, 1e39) != SIMDACT_INVALID_ARGUMENT);
    CHECK(status(SIMDACT_F64, infinite, 1) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(SIMDACT_F16, 1e39, 1e39) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(SIMDACT_BF16, 1e39, 1e39) == SIMDACT_INVALID_ARGUMENT);
    CHECK(status(SIMDACT_F16, 1e30, 1e30) != SIMDACT_INVALID_ARGUMENT);  // beyond f16, within its compute type
    if (c->valid == support::not_zero || c->valid == support::positive) {
      CHECK(status(SIMDACT_F64, 1e-60, 0) != SIMDACT_INVALID_ARGUMENT);
    }
  }
}
