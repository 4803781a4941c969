// SPDX-License-Identifier: MIT
// gated and bias against their two steps, prelu and maxout against their definitions, their gradients and sums; in
// place, guard pages, and the same bits on every instruction set.
#include <cstring>

#include "joins/joins.hpp"
#include "kernel/guard.hpp"
#include "rows/hashes.hpp"

namespace joins {
namespace {

void check_gated(simdact_op op, simdact_dtype dtype, const simdact_params* p, std::size_t row_count, std::size_t n,
                 std::mt19937_64& random) {
  const std::size_t size = row_count * n;
  const array gate = random_array(dtype, size, random), up = random_array(dtype, size, random);
  const array dy = random_array(dtype, size, random);
  array y(dtype, size), dgate(dtype, size), dup(dtype, size);
  REQUIRE(simdact_gated(op, dtype, SIMDACT_HIGH, p, gate.data(), n, up.data(), n, y.data(), n, row_count, n) ==
          SIMDACT_OK);
  std::vector<double> x(size), factor(size);
  for (std::size_t i = 0; i < size; ++i) x[i] = gate[i], factor[i] = product(dtype, dy[i], up[i]);
  const std::vector<double> f = forward(op, dtype, p, x);
  for (std::size_t i = 0; i < size; ++i) REQUIRE(is_rounded(y, i, product(dtype, f[i], up[i])));
  // Packed halves, with the result in place of the gate, and in place of the other half.
  array packed(dtype, 2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    packed.set(i / n * 2 * n + i % n, gate[i]);
    packed.set(i / n * 2 * n + n + i % n, up[i]);
  }
  for (const std::size_t to : {std::size_t{0}, n}) {
    array all = packed;
    REQUIRE(simdact_gated(op, dtype, SIMDACT_HIGH, p, all.data(), 2 * n, all.at(n), 2 * n, all.at(to), 2 * n, row_count,
                          n) == SIMDACT_OK);
    for (std::size_t i = 0; i < size; ++i) {
      REQUIRE(all.bits(i / n * 2 * n + to + i % n) == y.bits(i));
      REQUIRE(all.bits(i / n * 2 * n + (n - to) + i % n) == packed.bits(i / n * 2 * n + (n - to) + i % n));
    }
  }
  if (!is_served(op, dtype, true)) return;
  REQUIRE(simdact_gated_backward(op, dtype, SIMDACT_HIGH, p, gate.data(), n, up.data(), n, dy.data(), n, dgate.data(),
                                 n, dup.data(), n, row_count, n) == SIMDACT_OK);
  const std::vector<double> want = backward(op, dtype, p, x, factor);
  for (std::size_t i = 0; i < size; ++i) {
    REQUIRE(is_rounded(dgate, i, want[i]));
    REQUIRE(is_rounded(dup, i, product(dtype, dy[i], f[i])));
  }
  array in_gate = gate, in_up = up, in_dy = dy;
  REQUIRE(simdact_gated_backward(op, dtype, SIMDACT_HIGH, p, in_gate.data(), n, in_up.data(), n, dy.data(), n,
                                 in_up.data(), n, in_gate.data(), n, row_count, n) == SIMDACT_OK);
  CHECK((in_up == dgate && in_gate == dup));
  in_gate = gate, in_up = up;
  REQUIRE(simdact_gated_backward(op, dtype, SIMDACT_HIGH, p, in_gate.data(), n, in_up.data(), n, in_dy.data(), n,
                                 in_gate.data(), n, in_up.data(), n, row_count, n) == SIMDACT_OK);
  CHECK((in_gate == dgate && in_up == dup));
  in_gate = gate;
  REQUIRE(simdact_gated_backward(op, dtype, SIMDACT_HIGH, p, in_gate.data(), n, up.data(), n, in_dy.data(), n,
                                 in_gate.data(), n, in_dy.data(), n, row_count, n) == SIMDACT_OK);
  CHECK((in_gate == dgate && in_dy == dup));
  in_dy = dy;
  REQUIRE(simdact_gated_backward(op, dtype, SIMDACT_HIGH, p, gate.data(), n, up.data(), n, in_dy.data(), n,
                                 in_dy.data(), n, dup.data(), n, row_count, n) == SIMDACT_OK);
  CHECK(in_dy == dgate);
}

void check_bias(simdact_op op, simdact_dtype dtype, const simdact_params* p, const shape& s, std::mt19937_64& random) {
  const array x = random_array(dtype, s.size(), random), b = random_array(dtype, s.channels, random);
  const array dy = random_array(dtype, s.size(), random);
  array y(dtype, s.size()), dx(dtype, s.size()), dbias(dtype, s.channels), in_x = x;
  REQUIRE(simdact_bias(op, dtype, SIMDACT_HIGH, p, x.data(), b.data(), y.data(), s.outer, s.channels, s.inner) ==
          SIMDACT_OK);
  REQUIRE(simdact_bias(op, dtype, SIMDACT_HIGH, p, in_x.data(), b.data(), in_x.data(), s.outer, s.channels, s.inner) ==
          SIMDACT_OK);
  CHECK(in_x == y);
  std::vector<double> t(s.size()), factor(s.size());
  for (std::size_t i = 0; i < s.size(); ++i) t[i] = sum(dtype, x[i], b[s.channel_of(i)]), factor[i] = dy[i];
  const std::vector<double> f = forward(op, dtype, p, t);
  for (std::size_t i = 0; i < s.size(); ++i) REQUIRE(is_rounded(y, i, f[i]));
  if (!is_served(op, dtype, true)) return;
  REQUIRE(simdact_bias_backward(op, dtype, SIMDACT_HIGH, p, x.data(), b.data(), dy.data(), dx.data(), dbias.data(),
                                s.outer, s.channels, s.inner) == SIMDACT_OK);
  const std::vector<double> want = backward(op, dtype, p, t, factor);
  for (std::size_t i = 0; i < s.size(); ++i) REQUIRE(is_rounded(dx, i, want[i]));
  check_sums(dbias, s, {want.begin(), want.end()});
  array dbias_in_x(dtype, s.channels);
  in_x = x;
  REQUIRE(simdact_bias_backward(op, dtype, SIMDACT_HIGH, p, in_x.data(), b.data(), dy.data(), in_x.data(),
                                dbias_in_x.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
  CHECK((in_x == dx && dbias_in_x == dbias));
  array in_dy = dy;
  REQUIRE(simdact_bias_backward(op, dtype, SIMDACT_HIGH, p, x.data(), b.data(), in_dy.data(), in_dy.data(), nullptr,
                                s.outer, s.channels, s.inner) == SIMDACT_OK);
  CHECK(in_dy == dx);
}

void check_op(simdact_op op) {
  rows::for_each_dtype([&](simdact_dtype dtype) {
    if (!is_served(op, dtype, false)) return;
    std::mt19937_64 random(support::seed());
    std::vector<simdact_params> others = support::other_params(op);
    others.resize(others.empty() ? 0 : 1);
    for (const std::size_t n : {1, 7, 64, 513}) check_gated(op, dtype, nullptr, 3, n, random);
    for (const shape& s : {shapes[1], shapes[2], shapes[7]}) check_bias(op, dtype, nullptr, s, random);
    for (const simdact_params& p : others) {
      check_gated(op, dtype, &p, 2, 37, random);
      check_bias(op, dtype, &p, shapes[2], random);
    }
  });
}

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("joins/" #name) { check_op(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP

TEST_CASE("joins/bias shapes") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    for (const shape& s : all_shapes()) check_bias(SIMDACT_RELU, dtype, nullptr, s, random);
  });
}

TEST_CASE("joins/prelu") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    for (const shape& s : all_shapes()) {
      const array x = random_array(dtype, s.size(), random), slope(dtype, rows::normal(s.channels, 0.1, 1, random));
      const array dy = random_array(dtype, s.size(), random);
      array y(dtype, s.size()), dx(dtype, s.size()), dslope(dtype, s.channels), in_x = x, in_dy = dy;
      REQUIRE(simdact_prelu(dtype, x.data(), slope.data(), y.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
      REQUIRE(simdact_prelu(dtype, in_x.data(), slope.data(), in_x.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
      REQUIRE(simdact_prelu_backward(dtype, x.data(), slope.data(), dy.data(), dx.data(), dslope.data(), s.outer,
                                     s.channels, s.inner) == SIMDACT_OK);
      REQUIRE(simdact_prelu_backward(dtype, x.data(), slope.data(), in_dy.data(), in_dy.data(), nullptr, s.outer,
                                     s.channels, s.inner) == SIMDACT_OK);
      CHECK((in_x == y && in_dy == dx));
      for (const bool over_x : {true, false}) {
        array one = over_x ? x : dy, sums(dtype, s.channels);
        REQUIRE(simdact_prelu_backward(dtype, over_x ? one.data() : x.data(), slope.data(),
                                       over_x ? dy.data() : one.data(), one.data(), sums.data(), s.outer, s.channels,
                                       s.inner) == SIMDACT_OK);
        CHECK((one == dx && sums == dslope));
      }
      std::vector<long double> terms(s.size());
      for (std::size_t i = 0; i < s.size(); ++i) {
        const double a = slope[s.channel_of(i)];
        REQUIRE(is_rounded(y, i, x[i] > 0 ? x[i] : product(dtype, a, x[i])));
        REQUIRE(is_rounded(dx, i, std::isnan(x[i]) ? nan : x[i] > 0 ? dy[i] : product(dtype, a, dy[i])));
        terms[i] = x[i] > 0 ? 0 : static_cast<long double>(x[i]) * dy[i];
      }
      check_sums(dslope, s, terms);
    }
  });
}

TEST_CASE("joins/maxout") {
  // Pieces side by side too, more than a block of them.
  std::vector<shape> all(std::begin(shapes), std::end(shapes));
  for (const std::size_t pieces : {2, 3, 4, 8, 13}) all.push_back({700, pieces, 1});
  all.insert(all.end(), {{150, 3, 3}, {200, 2, 2}});
  rows::for_each_dtype([&](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    for (const shape& s : all) {
      if (s.size() == 0) continue;
      array x = random_array(dtype, s.size(), random);
      for (std::size_t i = s.inner; i < s.size(); i += 3) x.set(i, x[i - s.inner]);  // equal pieces
      const std::size_t n = s.outer * s.inner;
      const array dy(dtype, rows::normal(n, 0, 1, random));
      array y(dtype, n), dx(dtype, s.size()), in_x = x;
      REQUIRE(simdact_maxout(dtype, x.data(), y.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
      REQUIRE(simdact_maxout_backward(dtype, x.data(), dy.data(), dx.data(), s.outer, s.channels, s.inner) ==
              SIMDACT_OK);
      REQUIRE(simdact_maxout_backward(dtype, in_x.data(), dy.data(), in_x.data(), s.outer, s.channels, s.inner) ==
              SIMDACT_OK);
      CHECK(in_x == dx);
      for (std::size_t i = 0; i < n; ++i) {
        const auto at = [&](std::size_t k) { return i / s.inner * s.channels * s.inner + k * s.inner + i % s.inner; };
        std::size_t best = 0;
        bool has_nan = false;
        for (std::size_t k = 0; k < s.channels; ++k) {
          has_nan = has_nan || std::isnan(x[at(k)]);
          if (x[at(k)] > x[at(best)]) best = k;
        }
        REQUIRE((has_nan ? std::isnan(y[i]) : y.bits(i) == x.bits(at(best))));
        for (std::size_t k = 0; k < s.channels; ++k) {
          if (has_nan) {
            REQUIRE(std::isnan(dx[at(k)]));
          } else {
            REQUIRE(dx[at(k)] == (k == best ? dy[i] : 0.0));
          }
        }
      }
    }
  });
}

// Arrays that end at a page that must not be touched.
TEST_CASE("joins/guards") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    support::guarded a(8192), b(8192), c(8192), d(8192), e(8192);
    for (std::size_t n = 1; n <= 70; ++n) {
      const array x = random_array(dtype, n, random);
      const std::size_t bytes = n * x.form().size;
      for (const bool at_end : {false, true}) {
        const auto place = [&](const support::guarded& g) { return at_end ? g.end() - bytes : g.begin(); };
        for (const support::guarded* g : {&a, &b, &c}) std::memcpy(place(*g), x.data(), bytes);
        const auto untouched = [&](const support::guarded& g) {
          return g.holds_outside(place(g), place(g) + bytes, 0x21);
        };
        d.fill(0x21);
        e.fill(0x21);
        const simdact_accuracy high = SIMDACT_HIGH;
        CHECK(simdact_gated(SIMDACT_RELU, dtype, high, nullptr, place(a), n, place(b), n, place(d), n, 1, n) == 0);
        CHECK(simdact_bias(SIMDACT_RELU, dtype, high, nullptr, place(a), place(b), place(d), 1, n, 1) == 0);
        CHECK(simdact_prelu(dtype, place(a), place(b), place(d), 1, n, 1) == 0);
        CHECK(simdact_prelu_backward(dtype, place(a), place(b), place(c), place(d), place(e), 1, n, 1) == 0);
        CHECK(simdact_prelu(dtype, place(a), place(b), place(d), 1, 1, n) == 0);
        CHECK(simdact_maxout(dtype, place(a), place(d), 1, 1, n) == 0);
        for (const std::size_t pieces : {2, 3}) {
          if (n % pieces == 0) CHECK(simdact_maxout(dtype, place(a), place(d), n / pieces, pieces, 1) == 0);
        }
        CHECK(simdact_maxout_backward(dtype, place(a), place(b), place(d), 1, 1, n) == 0);
        if (is_served(SIMDACT_RELU, dtype, true)) {
          CHECK(simdact_gated_backward(SIMDACT_RELU, dtype, high, nullptr, place(a), n, place(b), n, place(c), n,
                                       place(d), n, place(e), n, 1, n) == 0);
          CHECK(simdact_bias_backward(SIMDACT_RELU, dtype, high, nullptr, place(a), place(b), place(c), place(d),
                                      place(e), 1, n, 1) == 0);
        }
        CHECK((untouched(d) && untouched(e)));
      }
    }
  });
}

// Of a half that vanishes beside x in a float, relaxed gives what fast gives.
TEST_CASE("joins/relaxed halves") {
  constexpr std::size_t n = 65536;
  for (const simdact_dtype dtype : {SIMDACT_F16, SIMDACT_BF16}) {
    const array one(dtype, std::vector<double>(n, 1)), none(dtype, std::vector<double>(n, -0.0));
    std::vector<std::uint16_t> x(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<std::uint16_t>(i);
    for (std::size_t row = 0; row < simdact_op_count(); ++row) {
      const simdact_op op = simdact_op_at(row);
      array fast(dtype, n), relaxed(dtype, n);
      const auto both = [&](auto door) {
        CHECK(door(SIMDACT_FAST, fast) == SIMDACT_OK);
        CHECK(door(SIMDACT_RELAXED, relaxed) == SIMDACT_OK);
        CHECK(std::memcmp(fast.data(), relaxed.data(), 2 * n) == 0);
      };
      both([&](simdact_accuracy tier, array& y) {
        return simdact_gated(op, dtype, tier, nullptr, x.data(), n, one.data(), n, y.data(), n, 1, n);
      });
      both([&](simdact_accuracy tier, array& y) {
        return simdact_bias(op, dtype, tier, nullptr, x.data(), none.data(), y.data(), 1, n, 1);
      });
    }
  }
}

// A sum with an infinite term is infinite, and so is one that is too large.
TEST_CASE("joins/infinite sums") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    const double largest = rows::format_of(dtype).largest();
    for (const shape& s : {shape{40, 2, 1}, shape{2, 2, 40}}) {
      const array x(dtype, std::vector<double>(s.size(), 1)), zeros(dtype, std::vector<double>(2, 0));
      const array below(dtype, std::vector<double>(s.size(), -1));
      for (const double term : {rows::inf, -largest}) {
        array dy(dtype, std::vector<double>(s.size(), 1)), dx(dtype, s.size()), sums(dtype, 2);
        for (std::size_t i = 0; i < s.size(); ++i) {
          if (s.channel_of(i) == 1) dy.set(i, term == rows::inf ? (i % 7 == 0 ? rows::inf : 1) : term);
        }
        REQUIRE(simdact_bias_backward(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, x.data(), zeros.data(), dy.data(),
                                      dx.data(), sums.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
        CHECK(sums[0] == s.outer * s.inner);
        CHECK(sums[1] == (term > 0 ? rows::inf : -rows::inf));
        REQUIRE(simdact_prelu_backward(dtype, below.data(), zeros.data(), dy.data(), dx.data(), sums.data(), s.outer,
                                       s.channels, s.inner) == SIMDACT_OK);
        CHECK(sums[0] == -static_cast<double>(s.outer * s.inner));
        CHECK(sums[1] == (term > 0 ? -rows::inf : rows::inf));
      }
    }
  });
}

// Sums over nothing are 0.
TEST_CASE("joins/empty sums") {
  for (const simdact_dtype dtype : rows::dtypes) {
    if (!is_served(SIMDACT_RELU, dtype, true)) continue;
    array sums(dtype, std::vector<double>(300, 1));
    CHECK(simdact_bias_backward(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, nullptr, nullptr, nullptr, nullptr,
                                sums.data(), 0, 300, 2) == SIMDACT_OK);
    for (std::size_t i = 0; i < 300; ++i) CHECK(sums.bits(i) == 0);
    sums = array(dtype, std::vector<double>(300, 1));
    CHECK(simdact_prelu_backward(dtype, nullptr, nullptr, nullptr, nullptr, sums.data(), SIZE_MAX, 300, 0) ==
          SIMDACT_OK);
    for (std::size_t i = 0; i < 300; ++i) CHECK(sums.bits(i) == 0);
  }
}

// The kernels are hashed elsewhere: relu's are copies.
TEST_CASE("joins/hashes") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(20261121);
    rows::hash bias, prelu, maxout, gated;
    for (const shape& s : shapes) {
      const array x = random_array(dtype, s.size(), random), b = random_array(dtype, s.channels, random);
      const array dy = random_array(dtype, s.size(), random);
      array dx(dtype, s.size()), sums(dtype, s.channels);
      if (is_served(SIMDACT_RELU, dtype, true)) {
        CHECK(simdact_bias_backward(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, x.data(), b.data(), dy.data(),
                                    dx.data(), sums.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
        bias.add(dx);
        bias.add(sums);
      }
      CHECK(simdact_prelu_backward(dtype, x.data(), b.data(), dy.data(), dx.data(), sums.data(), s.outer, s.channels,
                                   s.inner) == SIMDACT_OK);
      prelu.add(dx);
      prelu.add(sums);
      CHECK(simdact_gated(SIMDACT_RELU, dtype, SIMDACT_HIGH, nullptr, x.data(), s.size(), dy.data(), s.size(),
                          dx.data(), s.size(), 1, s.size()) == SIMDACT_OK);
      gated.add(dx);
      if (s.size() == 0) continue;
      array y(dtype, s.outer * s.inner);
      CHECK(simdact_maxout(dtype, x.data(), y.data(), s.outer, s.channels, s.inner) == SIMDACT_OK);
      maxout.add(y);
    }
    const std::string type = "/" + rows::name_of(dtype);
    if (is_served(SIMDACT_RELU, dtype, true)) rows::check_hash("bias_backward" + type, bias.value());
    rows::check_hash("prelu_backward" + type, prelu.value());
    rows::check_hash("gated" + type, gated.value());
    rows::check_hash("maxout" + type, maxout.value());
  });
}

}  // namespace
}  // namespace joins
