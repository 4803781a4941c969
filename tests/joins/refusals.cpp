// SPDX-License-Identifier: MIT
// What joins refuse, without a byte written.
#include "rows/arrays.hpp"

namespace {

using rows::array;

constexpr std::size_t huge = SIZE_MAX / 2;

// body(dtype, x, y, z, refused) for every type: three arrays of 64 elements, and a check of a call's status.
template <class Body>
void for_each_type(const Body& body) {
  for (const simdact_dtype dtype : rows::dtypes) {
    array x(dtype, std::vector<double>(64, 0.5)), y = x, z = x;
    const array before = x;
    body(dtype, x, y, z, [&](simdact_status status) {
      CHECK(status == SIMDACT_INVALID_ARGUMENT);
      CHECK((x.same_bytes(before) && y.same_bytes(before) && z.same_bytes(before)));
    });
  }
}

TEST_CASE("joins/refusals/gated") {
  for_each_type([](simdact_dtype dtype, array& x, array& y, array& z, const auto& refused) {
    const simdact_params bad{rows::nan, 0};
    const auto gated = [&](simdact_op op, const void* g, std::size_t gs, const void* u, std::size_t us, void* to,
                           std::size_t ts, std::size_t r, std::size_t c, const simdact_params* p = nullptr) {
      return simdact_gated(op, dtype, SIMDACT_HIGH, p, g, gs, u, us, to, ts, r, c);
    };
    refused(gated(0, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8));
    refused(gated(SIMDACT_ELU, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8, &bad));
    refused(gated(SIMDACT_RELU, nullptr, 8, x.data(), 8, y.data(), 8, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), 8, nullptr, 8, y.data(), 8, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), 8, x.data(), 8, nullptr, 8, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), 7, x.data(), 8, y.data(), 8, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), 8, x.data(), 7, y.data(), 8, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), 8, x.data(), 8, y.data(), 7, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), huge, x.data(), 8, y.data(), 8, 8, 8));
    refused(gated(SIMDACT_RELU, x.data(), 8, x.data(), 8, x.at(1), 8, 7, 8));
    refused(gated(SIMDACT_RELU, x.data(), 16, x.at(8), 16, x.data(), 8, 4, 8));
    refused(simdact_gated(SIMDACT_RELU, 9, SIMDACT_HIGH, nullptr, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8));
    refused(simdact_gated(SIMDACT_RELU, dtype, 77, nullptr, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8));
    const auto gated_backward = [&](void* dgate, void* dup, simdact_op op = SIMDACT_RELU) {
      return simdact_gated_backward(op, dtype, SIMDACT_HIGH, nullptr, x.data(), 8, x.data(), 8, x.data(), 8, dgate, 8,
                                    dup, 8, 7, 8);
    };
    refused(gated_backward(y.data(), y.data()));
    refused(gated_backward(y.data(), y.at(8)));
    refused(gated_backward(y.data(), nullptr));
    refused(gated_backward(nullptr, y.data()));
    refused(gated_backward(x.at(4), y.data()));
    refused(gated_backward(y.data(), z.data(), 99));
    CHECK(gated(SIMDACT_RELU, nullptr, 1, nullptr, 2, nullptr, 3, huge, 0) == SIMDACT_OK);
    CHECK(simdact_gated_backward(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, nullptr, 1, nullptr, 2, nullptr, 3,
                                 nullptr, 4, nullptr, 5, huge, 0) == SIMDACT_OK);
  });
}

TEST_CASE("joins/refusals/bias") {
  for_each_type([](simdact_dtype dtype, array& x, array& y, array& z, const auto& refused) {
    const auto bias = [&](const void* from, const void* b, void* to, std::size_t o, std::size_t c, std::size_t i) {
      return simdact_bias(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, from, b, to, o, c, i);
    };
    refused(bias(nullptr, x.data(), y.data(), 4, 4, 4));
    refused(bias(x.data(), nullptr, y.data(), 4, 4, 4));
    refused(bias(x.data(), x.data(), nullptr, 4, 4, 4));
    refused(bias(x.data(), x.data(), y.data(), huge, 4, 4));
    refused(bias(x.data(), x.data(), y.data(), 4, huge, huge));
    refused(bias(x.data(), y.data(), y.data(), 4, 4, 4));
    refused(bias(x.data(), z.data(), x.at(1), 3, 4, 4));
    CHECK(bias(nullptr, nullptr, nullptr, 0, 4, 4) == SIMDACT_OK);
    CHECK(bias(nullptr, nullptr, nullptr, 4, 0, huge) == SIMDACT_OK);
    const auto bias_backward = [&](void* dx, void* dbias, const void* dy) {
      return simdact_bias_backward(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, x.data(), x.data(), dy, dx, dbias, 4, 4,
                                   4);
    };
    refused(bias_backward(y.data(), y.at(8), x.data()));
    refused(bias_backward(y.data(), x.at(8), x.data()));
    refused(bias_backward(y.data(), y.data(), x.data()));
    refused(bias_backward(nullptr, z.data(), x.data()));
    refused(bias_backward(y.data(), z.data(), nullptr));
  });
}

TEST_CASE("joins/refusals/prelu") {
  for_each_type([](simdact_dtype dtype, array& x, array& y, array& z, const auto& refused) {
    refused(simdact_prelu(0, x.data(), x.data(), y.data(), 4, 4, 4));
    refused(simdact_prelu(dtype, x.data(), nullptr, y.data(), 4, 4, 4));
    refused(simdact_prelu(dtype, x.data(), y.data(), y.data(), 4, 4, 4));
    refused(simdact_prelu(dtype, x.data(), z.data(), y.data(), huge, huge, 4));
    refused(simdact_prelu_backward(dtype, x.data(), z.data(), x.data(), y.data(), y.at(3), 4, 4, 4));
    refused(simdact_prelu_backward(dtype, x.data(), z.data(), nullptr, y.data(), nullptr, 4, 4, 4));
    refused(simdact_prelu_backward(7, x.data(), z.data(), x.data(), y.data(), nullptr, 4, 4, 4));
  });
}

TEST_CASE("joins/refusals/maxout") {
  for_each_type([](simdact_dtype dtype, array& x, array& y, array& z, const auto& refused) {
    refused(simdact_maxout(dtype, x.data(), x.data(), 4, 4, 4));
    refused(simdact_maxout(dtype, x.data(), y.data(), 4, 0, 4));
    refused(simdact_maxout(dtype, nullptr, y.data(), 4, 4, 4));
    refused(simdact_maxout(dtype, x.data(), nullptr, 4, 4, 4));
    refused(simdact_maxout(dtype, x.data(), y.data(), 4, huge, 4));
    refused(simdact_maxout(-3, x.data(), y.data(), 4, 4, 4));
    refused(simdact_maxout_backward(dtype, x.data(), y.data(), y.data(), 4, 4, 4));
    refused(simdact_maxout_backward(dtype, x.data(), nullptr, y.data(), 4, 4, 4));
    refused(simdact_maxout_backward(dtype, x.data(), z.data(), y.data(), 4, 0, 4));
  });
}

}  // namespace
