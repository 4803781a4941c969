// SPDX-License-Identifier: MIT
// The C ABI: names, ids, defaults, versions, and what it refuses. A refused call writes nothing.
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/contract.hpp"
#include "support/support.hpp"

namespace {

constexpr simdact_accuracy high = SIMDACT_HIGH;
constexpr simdact_dtype f32 = SIMDACT_F32;
constexpr simdact_op behind_the_last = SIMDACT_OP_END;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// An array that a refused call must leave as it is.
struct untouched {
  std::vector<float> data = std::vector<float>(64, -7.25f);
  std::vector<float> before = data;
  bool ok() const { return std::memcmp(data.data(), before.data(), data.size() * sizeof(float)) == 0; }
};

simdact_status forward(const support::kernel_id& k, const void* x, void* y, std::size_t n) {
  return simdact_forward(k.op, k.dtype, k.tier, nullptr, x, y, n);
}

// The kernels of every op and dtype of one direction that there are in high.
std::vector<support::kernel_id> all_kernels(support::direction way) {
  std::vector<support::kernel_id> all;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    for (const support::kernel_id& k : support::kernels_of(simdact_op_at(i), way)) {
      if (k.tier == high) all.push_back(k);
    }
  }
  return all;
}

bool found_forward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  return simdact_find_forward(op, dtype, accuracy) != nullptr;
}
bool found_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  return simdact_find_backward(op, dtype, accuracy) != nullptr;
}

}  // namespace

TEST_CASE("abi/names and ids") {
  REQUIRE(simdact_op_count() > 0);
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    const char* name = simdact_op_name(op);
    REQUIRE(name != nullptr);
    INFO(name);
    CHECK(simdact_op_from_name(name) == op);
    const support::contract* c = support::find_contract(name);
    REQUIRE(c != nullptr);
    CHECK(c->id == op);
    for (std::size_t j = 0; j < i; ++j) CHECK(simdact_op_at(j) != op);
  }
  CHECK(simdact_op_at(simdact_op_count()) == 0);
  CHECK(simdact_op_at(SIZE_MAX) == 0);
  for (const char* name : {"", "RELU", "rel", "relu ", "nonsense"}) CHECK(simdact_op_from_name(name) == 0);
  CHECK(simdact_op_from_name(nullptr) == 0);
  for (const simdact_op op : {0, -1, behind_the_last, INT32_MIN, INT32_MAX}) CHECK(simdact_op_name(op) == nullptr);
#define SIMDACT_OP(id, NAME, name) CHECK(std::string(simdact_op_name(id)) == #name);
#include "simdact/ops.def"
#undef SIMDACT_OP
}

TEST_CASE("abi/numbers of the enumerations") {
  CHECK(SIMDACT_OK == 0);
  CHECK(SIMDACT_INVALID_ARGUMENT == 1);
  CHECK(SIMDACT_UNSUPPORTED == 2);
  CHECK(SIMDACT_F32 == 1);
  CHECK(SIMDACT_F64 == 2);
  CHECK(SIMDACT_F16 == 3);
  CHECK(SIMDACT_BF16 == 4);
  CHECK(SIMDACT_HIGH == 0);
  CHECK(SIMDACT_FAST == 1);
  CHECK(SIMDACT_EXACT == 2);
  CHECK(SIMDACT_RELAXED == 3);
  static_assert(sizeof(simdact_status) == 4 && sizeof(simdact_op) == 4 && sizeof(simdact_dtype) == 4 &&
                sizeof(simdact_accuracy) == 4 && sizeof(simdact_params) == 16);
}

TEST_CASE("abi/defaults and bounds") {
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    const support::contract* c = support::find_contract(simdact_op_name(op));
    REQUIRE(c != nullptr);
    INFO(c->name);
    simdact_params p{not_a_number, not_a_number};
    CHECK(simdact_default_params(op, &p) == SIMDACT_OK);
    CHECK(p.alpha == c->defaults.alpha);
    CHECK(p.beta == c->defaults.beta);
    CHECK(simdact_default_params(op, nullptr) == SIMDACT_INVALID_ARGUMENT);
    const double bound = simdact_ulp_bound(op, f32, high);
    CHECK(bound >= 0);
    CHECK(bound < 1);
    for (const simdact_accuracy tier : {SIMDACT_FAST, SIMDACT_EXACT, SIMDACT_RELAXED}) {
      CHECK((simdact_ulp_bound(op, f32, tier) >= 0) == found_forward(op, f32, tier));
    }
    CHECK(found_forward(op, f32, SIMDACT_FAST));
    CHECK(found_forward(op, f32, SIMDACT_RELAXED));
    CHECK(simdact_ulp_bound(op, f32, SIMDACT_FAST) <= 4);
    CHECK(simdact_ulp_bound(op, f32, SIMDACT_EXACT) <= 0.5);
    CHECK(simdact_backward_ulp_bound(op, f32, high) >= 0);
    CHECK(simdact_backward_ulp_bound(op, f32, high) < 1);
    CHECK(simdact_backward_ulp_bound(op, f32, SIMDACT_FAST) <= 4);
    CHECK(simdact_backward_ulp_bound(op, f32, SIMDACT_EXACT) <= 0.5);
    for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
      CHECK((simdact_backward_ulp_bound(op, f32, tier) >= 0) == found_backward(op, f32, tier));
    }
  }
  simdact_params p{1.5, 2.5};
  for (const simdact_op op : {0, -1, behind_the_last, INT32_MAX, INT32_MIN}) {
    CHECK(simdact_default_params(op, &p) == SIMDACT_INVALID_ARGUMENT);
    CHECK(simdact_ulp_bound(op, f32, high) < 0);
  }
  CHECK((p.alpha == 1.5 && p.beta == 2.5));
}

TEST_CASE("abi/versions and status strings") {
  char text[32];
  std::snprintf(text, sizeof text, "%d.%d.%d", SIMDACT_VERSION_MAJOR, SIMDACT_VERSION_MINOR, SIMDACT_VERSION_PATCH);
  CHECK(std::string(simdact_version()) == text);
  CHECK(simdact_version_number() == SIMDACT_VERSION_NUMBER);
  CHECK(SIMDACT_VERSION_NUMBER == SIMDACT_VERSION_MAJOR * 10000 + SIMDACT_VERSION_MINOR * 100 + SIMDACT_VERSION_PATCH);
  std::vector<std::string> strings;
  for (const simdact_status status : {0, 1, 2, 3, -1, INT32_MAX}) {
    REQUIRE(simdact_status_string(status) != nullptr);
    strings.emplace_back(simdact_status_string(status));
    CHECK_FALSE(strings.back().empty());
  }
  CHECK((strings[0] != strings[1] && strings[1] != strings[2] && strings[0] != strings[2] && strings[3] != strings[0]));
}

TEST_CASE("abi/unknown op, dtype and accuracy") {
  const float x[4] = {1, 2, 3, 4};
  const simdact_op known = simdact_op_at(0);
  untouched y;
  struct call {
    simdact_op op;
    simdact_dtype dtype;
    simdact_accuracy accuracy;
  };
  std::vector<call> calls;
  for (const simdact_op op : {0, -1, behind_the_last, behind_the_last + 1, 1 << 20, INT32_MAX, INT32_MIN}) {
    calls.push_back({op, f32, high});
  }
  for (simdact_op op = 1; op < SIMDACT_OP_END; ++op) {
    if (simdact_op_name(op) == nullptr) calls.push_back({op, f32, high});  // a gap
  }
  for (const simdact_dtype dtype : {0, -1, simdact_dtype{SIMDACT_DTYPE_END}, 100, INT32_MAX, INT32_MIN}) {
    calls.push_back({known, dtype, high});
  }
  for (const simdact_accuracy tier : {-1, simdact_accuracy{SIMDACT_ACCURACY_END}, 100, INT32_MAX, INT32_MIN})
    calls.push_back({known, f32, tier});
  for (const call& c : calls) {
    INFO(c.op << " " << c.dtype << " " << c.accuracy);
    for (const std::size_t n : {std::size_t{0}, std::size_t{4}}) {
      CHECK(simdact_forward(c.op, c.dtype, c.accuracy, nullptr, x, y.data.data(), n) == SIMDACT_INVALID_ARGUMENT);
      CHECK(simdact_backward(c.op, c.dtype, c.accuracy, nullptr, x, x, y.data.data(), n) == SIMDACT_INVALID_ARGUMENT);
    }
    CHECK_FALSE(found_forward(c.op, c.dtype, c.accuracy));
    CHECK_FALSE(found_backward(c.op, c.dtype, c.accuracy));
    CHECK(simdact_ulp_bound(c.op, c.dtype, c.accuracy) < 0);
    CHECK(simdact_backward_ulp_bound(c.op, c.dtype, c.accuracy) < 0);
  }
  CHECK(y.ok());
}

// Where there is no kernel: the status says so, after the other checks, and nothing is written.
TEST_CASE("abi/unsupported") {
  const std::vector<double> x(8, 1.5);
  untouched y;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    for (simdact_dtype dtype = SIMDACT_F32; dtype < SIMDACT_DTYPE_END; ++dtype) {
      for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
        if (!found_forward(op, dtype, tier)) {
          CHECK(simdact_forward(op, dtype, tier, nullptr, x.data(), y.data.data(), 4) == SIMDACT_UNSUPPORTED);
          CHECK(simdact_forward(op, dtype, tier, nullptr, nullptr, y.data.data(), 4) == SIMDACT_INVALID_ARGUMENT);
          CHECK(simdact_ulp_bound(op, dtype, tier) < 0);
        }
        if (!found_backward(op, dtype, tier)) {
          CHECK(simdact_backward(op, dtype, tier, nullptr, x.data(), x.data(), y.data.data(), 4) ==
                SIMDACT_UNSUPPORTED);
        }
      }
    }
  }
  CHECK(y.ok());
}

TEST_CASE("abi/no elements") {
  for (const support::kernel_id& k : all_kernels(support::direction::forward)) {
    INFO(name_of(k));
    untouched y;
    CHECK(forward(k, nullptr, nullptr, 0) == SIMDACT_OK);
    CHECK(forward(k, y.data.data(), y.data.data(), 0) == SIMDACT_OK);
    CHECK(forward(k, y.data.data(), y.data.data() + 1, 0) == SIMDACT_OK);
    CHECK(forward(k, nullptr, y.data.data(), 0) == SIMDACT_OK);
    CHECK(y.ok());
  }
}

TEST_CASE("abi/null pointers") {
  untouched y;
  float* data = y.data.data();
  for (const support::kernel_id& k : all_kernels(support::direction::forward)) {
    INFO(name_of(k));
    CHECK(forward(k, nullptr, data, 1) == SIMDACT_INVALID_ARGUMENT);
    CHECK(forward(k, data, nullptr, 1) == SIMDACT_INVALID_ARGUMENT);
    CHECK(forward(k, nullptr, nullptr, 1) == SIMDACT_INVALID_ARGUMENT);
  }
  for (const support::kernel_id& k : all_kernels(support::direction::backward)) {
    INFO(name_of(k));
    CHECK(simdact_backward(k.op, k.dtype, high, nullptr, nullptr, data, data, 1) == SIMDACT_INVALID_ARGUMENT);
    CHECK(simdact_backward(k.op, k.dtype, high, nullptr, data, nullptr, data, 1) == SIMDACT_INVALID_ARGUMENT);
    CHECK(simdact_backward(k.op, k.dtype, high, nullptr, data, data, nullptr, 1) == SIMDACT_INVALID_ARGUMENT);
  }
  CHECK(y.ok());
}

TEST_CASE("abi/sizes beyond the address space") {
  untouched y;
  float x[4] = {1, 2, 3, 4};
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    for (const std::size_t n : {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 4, SIZE_MAX / 4 + 1, SIZE_MAX / 4 + 2}) {
      INFO(simdact_op_name(op) << " n = " << n);
      const support::kernel_id kernel = support::forward_kernel(op);
      CHECK(forward(kernel, x, y.data.data(), n) == SIMDACT_INVALID_ARGUMENT);
      CHECK(forward(kernel, y.data.data(), y.data.data(), n) == SIMDACT_INVALID_ARGUMENT);
      for (simdact_dtype dtype = SIMDACT_F32; dtype < SIMDACT_DTYPE_END; ++dtype) {
        if (n < SIZE_MAX / 2) continue;  // two bytes an element
        CHECK(simdact_forward(op, dtype, high, nullptr, x, y.data.data(), n) == SIMDACT_INVALID_ARGUMENT);
        CHECK(simdact_backward(op, dtype, high, nullptr, x, x, y.data.data(), n) == SIMDACT_INVALID_ARGUMENT);
      }
    }
  }
  CHECK(y.ok());
}
