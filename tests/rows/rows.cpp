// SPDX-License-Identifier: MIT
// Rows: special values, strides, cuts, in place, guard pages, refusals, and the same bits on every instruction set.
#include <array>
#include <cstring>

#include "kernel/guard.hpp"
#include "rows/arrays.hpp"
#include "rows/hashes.hpp"

namespace {

using rows::array;
using rows::inf;
using rows::nan;

using forward = decltype(&simdact_softmax);
using backward = decltype(&simdact_softmax_backward);
constexpr forward forwards[] = {&simdact_softmax, &simdact_log_softmax};
constexpr backward backwards[] = {&simdact_softmax_backward, &simdact_log_softmax_backward};

array run(forward f, simdact_dtype dtype, const std::vector<double>& x, const simdact_softmax_params* p = nullptr) {
  const array in(dtype, x);
  array y(dtype, x.size());
  CHECK(f(dtype, SIMDACT_HIGH, p, in.data(), x.size(), y.data(), x.size(), 1, x.size()) == SIMDACT_OK);
  return y;
}

void check_all(const array& y, double want) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (std::isnan(want)) {
      CHECK(std::isnan(y[i]));
    } else {
      CHECK(y[i] == want);
    }
  }
}

TEST_CASE("rows/special") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    const simdact_softmax_params zero{1, nullptr, 0, 1}, scaled_zero{0.3, nullptr, 0, 1};
    for (const forward f : forwards) {
      const bool logarithm = f == &simdact_log_softmax;
      for (const std::size_t n : {1, 2, 15, 16, 17, 40, 200}) {
        const std::vector<double> empty(n, -inf);
        std::vector<double> with_nan(n, 1), with_inf(n, 1), half_empty(n, -inf);
        with_nan[n / 2] = half_empty[n - 1] = nan;
        with_inf[n - 1] = inf;
        check_all(run(f, dtype, with_nan), nan);
        check_all(run(f, dtype, with_inf), nan);
        check_all(run(f, dtype, with_inf, &zero), nan);
        check_all(run(f, dtype, empty), nan);
        check_all(run(f, dtype, empty, &zero), 0);
        check_all(run(f, dtype, empty, &scaled_zero), 0);
        check_all(run(f, dtype, half_empty, &zero), nan);
        // A mask can empty a row as well.
        const array mask(dtype, empty);
        const simdact_softmax_params masked{2, mask.data(), 0, 1}, masked_nan{2, mask.data(), 0, 0};
        check_all(run(f, dtype, std::vector<double>(n, 3), &masked), 0);
        check_all(run(f, dtype, std::vector<double>(n, 3), &masked_nan), nan);
        // A row is one even where its end is masked.
        std::vector<double> end(n, -inf);
        for (std::size_t i = 0; i < n - n / 2; ++i) end[i] = 0;
        const array end_mask(dtype, end);
        const simdact_softmax_params ended{0.5, end_mask.data(), 0, 0}, ended_zero{0.5, end_mask.data(), 0, 1};
        std::vector<double> begins_with_nan(n, 1), begins_with_inf(n, 1);
        begins_with_nan[0] = nan, begins_with_inf[0] = inf;
        for (const auto* p : {&ended, &ended_zero}) {
          check_all(run(f, dtype, begins_with_nan, p), nan);
          check_all(run(f, dtype, begins_with_inf, p), nan);
          check_all(run(f, dtype, with_nan, p), nan);
          check_all(run(f, dtype, with_inf, p), nan);
          check_all(run(f, dtype, empty, p), p == &ended ? nan : 0);
        }
        // One element is all there is.
        std::vector<double> one(n, -inf);
        one[n / 3] = -2;
        const array y = run(f, dtype, one);
        for (std::size_t i = 0; i < n; ++i) {
          if (i != n / 3) {
            CHECK(y[i] == (logarithm ? -inf : 0.0));
          } else if (logarithm) {
            CHECK(std::fabs(y[i]) <= (n == 1 ? 0 : 0x1p-24));
          } else {
            CHECK(y[i] == 1);
          }
        }
      }
      for (const double x : {0.0, 0.3, -7.0, 1e4, -6e4}) check_all(run(f, dtype, {x}), logarithm ? 0 : 1);
      for (const double x : {0.0, 3.5, -6e4}) {
        check_all(run(f, dtype, std::vector<double>(4, x)), logarithm ? run(f, dtype, {x, x, x, x})[0] : 0.25);
      }
      CHECK(f(dtype, SIMDACT_HIGH, nullptr, nullptr, 0, nullptr, 0, 5, 0) == SIMDACT_OK);
      CHECK(f(dtype, SIMDACT_HIGH, nullptr, nullptr, 0, nullptr, 0, 0, 5) == SIMDACT_OK);
      CHECK(f(dtype, SIMDACT_EXACT, nullptr, nullptr, 0, nullptr, 0, 0, 5) == SIMDACT_UNSUPPORTED);
      CHECK(f(dtype, SIMDACT_RELAXED, nullptr, nullptr, 0, nullptr, 0, 0, 5) == SIMDACT_OK);
    }
  });
}

// What is equal has equal shares to the last bit, and what is alone all, in double.
TEST_CASE("rows/exact shares") {
  std::mt19937_64 random(support::seed());
  for (const double scale : {1.0, 0.3}) {
    const simdact_softmax_params params{scale, nullptr, 0, 0};
    for (const std::size_t n : {2, 8, 32, 64, 256}) {
      for (const double x : rows::normal(100, 0, 20, random)) {
        check_all(run(&simdact_softmax, SIMDACT_F64, std::vector<double>(n, x), &params), 1 / static_cast<double>(n));
        std::vector<double> one(n, -inf);
        one[n / 3] = x;
        CHECK(run(&simdact_softmax, SIMDACT_F64, one, &params)[n / 3] == 1);
      }
    }
  }
}

// Zeros, but for the end of each row and a few elements more.
std::vector<double> hard_mask(std::size_t rows, std::size_t n, std::mt19937_64 random) {
  std::vector<double> mask(rows * n);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const std::uint64_t chance = random() % 8;
    if (i % n > n * 2 / 3 || chance == 0) mask[i] = chance < 2 ? -1e4 : -inf;
  }
  return mask;
}

// What is common to a call: rows of n elements, without a mask or with one of two.
struct sample {
  static constexpr int kinds = 4;
  simdact_dtype dtype;
  std::size_t rows, n;
  array x, mask, hard;

  sample(simdact_dtype type, std::size_t row_count, std::size_t cols, std::mt19937_64& random)
      : dtype(type),
        rows(row_count),
        n(cols),
        x(type, rows::normal(row_count * cols, 1, 5, random)),
        mask(type, rows::normal(row_count * cols, 0, 2, random)),
        hard(type, hard_mask(row_count, cols, std::mt19937_64(random))) {}
  const array* mask_of(int kind) const { return kind == 2 ? &mask : kind == 3 ? &hard : nullptr; }
  simdact_softmax_params params(int kind) const {
    return {kind == 0 ? 1 : 0.3, mask_of(kind) != nullptr ? mask_of(kind)->data() : nullptr, n, 0};
  }
  array result(forward f, simdact_accuracy accuracy, const simdact_softmax_params& p) const {
    array y(dtype, x.size());
    CHECK(f(dtype, accuracy, &p, x.data(), n, y.data(), n, rows, n) == SIMDACT_OK);
    return y;
  }
};

// Rows at other strides, in place, and one by one give the same bits; nothing between them is written.
TEST_CASE("rows/strides") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    for (const std::size_t n : {1, 3, 16, 17, 37, 130, 301}) {
      const sample s(dtype, 5, n, random);
      for (int kind = 0; kind < sample::kinds; ++kind) {
        for (const forward f : forwards) {
          const simdact_softmax_params p = s.params(kind);
          const array want = s.result(f, SIMDACT_HIGH, p);
          array in_place = s.x;
          CHECK(f(dtype, SIMDACT_HIGH, &p, in_place.data(), n, in_place.data(), n, 5, n) == SIMDACT_OK);
          CHECK(in_place == want);

          const std::size_t stride = n + 3;
          array apart(dtype, 5 * stride), out(dtype, 5 * stride), untouched = out;
          for (std::size_t i = 0; i < s.x.size(); ++i) apart.set(i / n * stride + i % n, s.x[i]);
          CHECK(f(dtype, SIMDACT_HIGH, &p, apart.data(), stride, out.data(), stride, 5, n) == SIMDACT_OK);
          for (std::size_t i = 0; i < out.size(); ++i) {
            CHECK(out.bits(i) == (i % stride < n ? want.bits(i / stride * n + i % stride) : untouched.bits(i)));
          }
          for (std::size_t r = 0; r < 5; ++r) {
            simdact_softmax_params one = p;
            array x = s.x, mask = kind == 3 ? s.hard : s.mask, y(dtype, n);
            if (one.mask != nullptr) one.mask = mask.at(r * n);
            one.mask_stride = 0;
            CHECK(f(dtype, SIMDACT_HIGH, &one, x.at(r * n), 0, y.data(), 0, 1, n) == SIMDACT_OK);
            for (std::size_t i = 0; i < n; ++i) CHECK(y.bits(i) == want.bits(r * n + i));
          }
        }
      }
      // One row of a mask for all, and where it is the output.
      simdact_softmax_params one_row{1, s.mask.data(), 0, 0};
      array repeated = s.mask;
      for (std::size_t i = n; i < repeated.size(); ++i) repeated.set(i, repeated[i % n]);
      const simdact_softmax_params all{1, repeated.data(), n, 0};
      const array want = s.result(&simdact_softmax, SIMDACT_HIGH, all);
      CHECK(s.result(&simdact_softmax, SIMDACT_HIGH, one_row) == want);
      CHECK(simdact_softmax(dtype, SIMDACT_HIGH, &all, s.x.data(), n, repeated.data(), n, 5, n) == SIMDACT_OK);
      CHECK(repeated == want);
    }
  });
}

TEST_CASE("rows/gradients in place") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    for (const std::size_t n : {1, 5, 16, 33, 150}) {
      const sample s(dtype, 4, n, random);
      for (const backward f : backwards) {
        array dx(dtype, 4 * n), in_y = s.x, in_dy = s.mask;
        CHECK(f(dtype, 0.5, s.x.data(), n, s.mask.data(), n, dx.data(), n, 4, n) == SIMDACT_OK);
        CHECK(f(dtype, 0.5, in_y.data(), n, s.mask.data(), n, in_y.data(), n, 4, n) == SIMDACT_OK);
        CHECK(f(dtype, 0.5, s.x.data(), n, in_dy.data(), n, in_dy.data(), n, 4, n) == SIMDACT_OK);
        CHECK(in_y == dx);
        CHECK(in_dy == dx);
      }
    }
  });
}

// Every row begins or ends at a page that must not be touched.
TEST_CASE("rows/guards") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    std::mt19937_64 random(support::seed());
    support::guarded x(8192), mask(8192), y(8192);
    for (std::size_t n = 1; n <= 70; ++n) {
      const sample s(dtype, 1, n, random);
      const std::size_t bytes = n * s.x.form().size;
      for (const bool at_end : {false, true}) {
        const auto place = [&](const support::guarded& g) { return at_end ? g.end() - bytes : g.begin(); };
        std::memcpy(place(x), s.x.data(), bytes);
        for (int kind = 0; kind < sample::kinds; ++kind) {
          simdact_softmax_params p = s.params(kind);
          const array want = s.result(&simdact_softmax, SIMDACT_FAST, p);
          if (p.mask != nullptr) {
            std::memcpy(place(mask), p.mask, bytes);
            p.mask = place(mask);
          }
          y.fill(0x33);
          CHECK(simdact_softmax(dtype, SIMDACT_FAST, &p, place(x), n, place(y), n, 1, n) == SIMDACT_OK);
          const bool same = std::memcmp(place(y), want.data(), bytes) == 0;
          CHECK(same);
          CHECK(y.holds_outside(place(y), place(y) + bytes, 0x33));
          CHECK(simdact_log_softmax(dtype, SIMDACT_HIGH, &p, place(x), n, place(y), n, 1, n) == SIMDACT_OK);
        }
        for (const backward f : backwards) {
          CHECK(f(dtype, 1, place(x), n, place(mask), n, place(y), n, 1, n) == SIMDACT_OK);
          CHECK(y.holds_outside(place(y), place(y) + bytes, 0x33));
        }
      }
    }
  });
}

constexpr std::size_t huge = SIZE_MAX / 2;

// body(dtype, x, y, refused) for every type: two arrays of 64 elements, and a check of a call's status.
template <class Body>
void for_each_pair(const Body& body) {
  for (const simdact_dtype dtype : rows::dtypes) {
    std::mt19937_64 random(support::seed());
    array x(dtype, rows::normal(64, 0, 1, random));
    array y = x;
    const array before = x;
    body(dtype, x, y, [&](simdact_status status) {
      CHECK(status == SIMDACT_INVALID_ARGUMENT);
      CHECK((x.same_bytes(before) && y.same_bytes(before)));
    });
  }
}

TEST_CASE("rows/refusals/forward") {
  for_each_pair([](simdact_dtype dtype, array& x, array& y, const auto& refused) {
    for (const forward f : forwards) {
      const auto call = [&](const void* from, std::size_t xs, void* to, std::size_t ys, std::size_t r, std::size_t c,
                            const simdact_softmax_params* p = nullptr, simdact_dtype type = 0, simdact_accuracy a = 0) {
        return f(type == 0 ? dtype : type, a, p, from, xs, to, ys, r, c);
      };
      refused(call(x.data(), 8, y.data(), 8, 8, 8, nullptr, SIMDACT_DTYPE_END));
      refused(call(x.data(), 8, y.data(), 8, 8, 8, nullptr, -1));
      refused(call(x.data(), 8, y.data(), 8, 8, 8, nullptr, dtype, -1));
      refused(call(x.data(), 8, y.data(), 8, 8, 8, nullptr, dtype, 99));
      refused(call(nullptr, 8, y.data(), 8, 8, 8));
      refused(call(x.data(), 8, nullptr, 8, 8, 8));
      refused(call(x.data(), 7, y.data(), 8, 8, 8));
      refused(call(x.data(), 8, y.data(), 7, 8, 8));
      refused(call(x.data(), 0, y.data(), 8, 8, 8));
      refused(call(x.data(), huge, y.data(), 8, 8, 8));
      refused(call(x.data(), 8, y.data(), huge, 8, 8));
      refused(call(x.data(), huge, y.data(), huge, 2, huge));
      refused(call(x.data(), 8, x.at(1), 8, 4, 8));
      refused(call(x.at(1), 8, x.data(), 8, 4, 8));
      refused(call(x.data(), 8, x.data(), 16, 4, 8));
      refused(call(x.data(), 16, x.at(7), 16, 3, 8));
      refused(call(x.data(), 16, x.data() + 1, 16, 3, 8));
      for (const double scale : {nan, inf, -inf}) {
        const simdact_softmax_params p{scale, nullptr, 0, 0};
        refused(call(x.data(), 8, y.data(), 8, 8, 8, &p));
        refused(call(nullptr, 0, nullptr, 0, 0, 0, &p));
      }
      const simdact_softmax_params narrow{1, x.data(), 7, 0}, overlapping{1, y.at(4), 0, 0}, one_row{1, y.data(), 0, 0};
      refused(call(x.data(), 8, y.data(), 8, 8, 8, &narrow));
      refused(call(x.data(), 8, y.data(), 8, 7, 8, &overlapping));
      refused(call(x.data(), 8, y.data(), 8, 8, 8, &one_row));
      // Rows between those of the input, and strides that do not matter.
      array packed = x, want(dtype, 32);
      CHECK(call(x.data(), 16, want.data(), 8, 4, 8) == SIMDACT_OK);
      CHECK(call(packed.data(), 16, packed.at(8), 16, 4, 8) == SIMDACT_OK);
      for (std::size_t i = 0; i < 64; ++i) {
        CHECK(packed.bits(i) == (i % 16 < 8 ? x.bits(i) : want.bits(i / 16 * 8 + i % 8)));
      }
      CHECK(call(x.data(), 0, want.data(), huge, 1, 8) == SIMDACT_OK);
      CHECK(call(nullptr, 1, nullptr, 2, huge, 0) == SIMDACT_OK);
    }
  });
}

TEST_CASE("rows/refusals/backward") {
  for_each_pair([](simdact_dtype dtype, array& x, array& y, const auto& refused) {
    for (const backward f : backwards) {
      refused(f(dtype, nan, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8));
      refused(f(dtype, inf, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8));
      refused(f(0, 1, x.data(), 8, x.data(), 8, y.data(), 8, 8, 8));
      refused(f(dtype, 1, nullptr, 8, x.data(), 8, y.data(), 8, 8, 8));
      refused(f(dtype, 1, x.data(), 8, nullptr, 8, y.data(), 8, 8, 8));
      refused(f(dtype, 1, x.data(), 8, x.data(), 8, nullptr, 8, 8, 8));
      refused(f(dtype, 1, x.data(), 7, x.data(), 8, y.data(), 8, 8, 8));
      refused(f(dtype, 1, x.data(), 8, x.data(), 7, y.data(), 8, 8, 8));
      refused(f(dtype, 1, x.data(), 8, x.data(), 8, y.data(), 7, 8, 8));
      refused(f(dtype, 1, y.at(1), 8, x.data(), 8, y.data(), 8, 7, 8));
      refused(f(dtype, 1, x.data(), huge, x.data(), 8, y.data(), 8, 8, 8));
      CHECK(f(dtype, 1, nullptr, 1, nullptr, 2, nullptr, 3, huge, 0) == SIMDACT_OK);
    }
  });
}

// Seeded rows of every length to 70, and longer ones: the recorded hash on every instruction set.
std::uint64_t hash_of(forward f, simdact_dtype dtype, simdact_accuracy accuracy, bool is_hard = false) {
  std::mt19937_64 random(20261121);
  rows::hash hash;
  const auto add = [&](const sample& s) {
    for (int kind = is_hard ? 3 : 0; kind < (is_hard ? 4 : 3); ++kind) hash.add(s.result(f, accuracy, s.params(kind)));
  };
  for (std::size_t n = 1; n <= 70; ++n) add(sample(dtype, 3, n, random));
  for (const std::size_t n : {129, 1000, 5000}) add(sample(dtype, 1, n, random));
  return hash.value();
}

std::uint64_t hash_of(backward f, simdact_dtype dtype) {
  std::mt19937_64 random(20261121);
  rows::hash hash;
  for (const std::size_t n : {1, 2, 3, 8, 15, 16, 17, 31, 32, 33, 63, 70, 128, 1000}) {
    const sample s(dtype, 2, n, random);
    array dx(dtype, 2 * n);
    CHECK(f(dtype, 0.3, s.x.data(), n, s.mask.data(), n, dx.data(), n, 2, n) == SIMDACT_OK);
    hash.add(dx);
  }
  return hash.value();
}

TEST_CASE("rows/hashes") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    const std::string type = "/" + rows::name_of(dtype);
    rows::check_hash("softmax" + type + "/high", hash_of(forwards[0], dtype, SIMDACT_HIGH));
    rows::check_hash("softmax" + type + "/fast", hash_of(forwards[0], dtype, SIMDACT_FAST));
    rows::check_hash("masked_softmax" + type + "/high", hash_of(forwards[0], dtype, SIMDACT_HIGH, true));
    rows::check_hash("masked_softmax" + type + "/fast", hash_of(forwards[0], dtype, SIMDACT_FAST, true));
    rows::check_hash("log_softmax" + type + "/high", hash_of(forwards[1], dtype, SIMDACT_HIGH));
    rows::check_hash("log_softmax" + type + "/fast", hash_of(forwards[1], dtype, SIMDACT_FAST));
    rows::check_hash("softmax_backward" + type, hash_of(backwards[0], dtype));
    rows::check_hash("log_softmax_backward" + type, hash_of(backwards[1], dtype));
  });
}

}  // namespace
