// SPDX-License-Identifier: MIT
// What simdact-errors measures of candidates whose errors are known, since they are put into right results.
#include "errors.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "joins.hpp"

namespace {

using namespace bench;

const join& find_join(const std::string& name) {
  for (const join& j : all_joins()) {
    if (name == j.name) return j;
  }
  throw std::runtime_error(name);
}

json measure_one(const candidate& c) {
  const std::vector<json> measured = measure_errors({c}, 100003, 1);
  REQUIRE(measured.size() == 1);
  return measured[0];
}

candidate make(const std::string& name, simdact_dtype type, simdact_forward_fn forward, simdact_backward_fn joined) {
  const join& j = find_join(name);
  return {{0, direction::forward, type, &j}, "tampered", simdact_isa(), "1", forward, joined,
          make_door(j, type, SIMDACT_HIGH),  false,      false,         -1,  type};
}

// The right results but for the last of the rows, or of the array, which is `off` ulp too large.
template <int off>
void tamper(void* y, std::size_t elements) {
  std::int32_t bits;
  char* const last = static_cast<char*>(y) + (elements - 1) * sizeof bits;
  std::memcpy(&bits, last, sizeof bits);
  bits += off;
  std::memcpy(last, &bits, sizeof bits);
}
template <int off>
void softmax(const simdact_params* door, const void* x, void* y, std::size_t n) {
  find_join("softmax").forward(door, x, y, n);
  if (n > 1) tamper<off>(y, rows_of(n) * n);
}
template <int off>
void swiglu(const simdact_params* door, const void* gate, const void* up, void* y, std::size_t n) {
  find_join("swiglu").joined(door, gate, up, y, n);
  tamper<off>(y, n);
}
// A row's maximum is not taken off: overflow and NaN where it is large.
void naive_softmax(const simdact_params*, const void* from, void* to, std::size_t n) {
  const float* x = static_cast<const float*>(from);
  float* y = static_cast<float*>(to);
  for (std::size_t row = 0; row < rows_of(n); ++row, x += n, y += n) {
    float sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += y[i] = std::exp(x[i]);
    for (std::size_t i = 0; i < n; ++i) y[i] /= sum;
  }
}
// Each row's results where the next one's belong.
void shifted_softmax(const simdact_params* door, const void* x, void* y, std::size_t n) {
  find_join("softmax").forward(door, x, y, n);
  float* const first = static_cast<float*>(y);
  std::rotate(first, first + (rows_of(n) - 1) * n, first + rows_of(n) * n);
}

// Some hundred ulp off.
void wrong_tanh(const simdact_params* params, const void* x, void* to, std::size_t n) {
  simdact_forward(SIMDACT_TANH, SIMDACT_F32, SIMDACT_HIGH, params, x, to, n);
  float* y = static_cast<float*>(to);
  for (std::size_t i = 0; i < n; ++i) y[i] *= 1.00001f;
}

double ulp_of(const json& measured) {
  return measured.at("ulp").is_null() ? HUGE_VAL : measured.at("ulp").get<double>();
}

TEST_CASE("bench-errors/rows") {
  const json right = measure_one(make("softmax", SIMDACT_F32, &softmax<0>, nullptr));
  CHECK(ulp_of(right) <= 2);
  CHECK(right.at("wrong_specials").empty());
  const json off = measure_one(make("softmax", SIMDACT_F32, &softmax<40>, nullptr));
  CHECK(std::fabs(ulp_of(off) - 40) <= 2);
  CHECK(off.at("wrong").get<int>() > right.at("wrong").get<int>());
  CHECK(off.at("inputs") == right.at("inputs"));
  const json naive = measure_one(make("softmax", SIMDACT_F32, &naive_softmax, nullptr));
  CHECK(std::isinf(ulp_of(naive)));
  CHECK(ulp_of(measure_one(make("softmax", SIMDACT_F32, &shifted_softmax, nullptr))) > 1e6);
}

// The largest of |y| and 1 decides what an ulp of a logarithm is.
TEST_CASE("bench-errors/log_softmax") {
  for (const simdact_dtype type : {SIMDACT_F32, SIMDACT_F64}) {
    const json right = measure_one(make("log_softmax", type, find_join("log_softmax").forward, nullptr));
    CHECK(ulp_of(right) <= 2);
    CHECK(ulp_of(right) > 0.4);
  }
}

TEST_CASE("bench-errors/joins") {
  CHECK(ulp_of(measure_one(make("swiglu", SIMDACT_F32, nullptr, &swiglu<0>))) < 1);
  CHECK(std::fabs(ulp_of(measure_one(make("swiglu", SIMDACT_F32, nullptr, &swiglu<9>))) - 9) <= 1);
  for (const char* name : {"geglu", "bias_gelu", "prelu"}) {
    for (simdact_dtype type = SIMDACT_F32; type < SIMDACT_DTYPE_END; ++type) {
      CAPTURE(name);
      CAPTURE(type);
      const json measured = measure_one(make(name, type, nullptr, find_join(name).joined));
      CHECK(ulp_of(measured) < 1);
      CHECK(measured.at("wrong_specials").empty());
    }
  }
  // The identity is no gelu.
  const simdact_backward_fn identity = [](const simdact_params*, const void* x, const void*, void* y, std::size_t n) {
    std::memcpy(y, x, n * sizeof(float));
  };
  CHECK(ulp_of(measure_one(make("bias_gelu", SIMDACT_F32, nullptr, identity))) > 1000);
}

TEST_CASE("bench-errors/record") {
  const candidate c{{SIMDACT_TANH, direction::forward, SIMDACT_F32, nullptr},
                    "high",
                    simdact_isa(),
                    "1",
                    &wrong_tanh,
                    nullptr,
                    nullptr,
                    true,
                    false,
                    1,
                    SIMDACT_F32};
  REQUIRE(find_record(c) != nullptr);
  CHECK(ulp_of(measure_one(c)) > 50);
}

}  // namespace
