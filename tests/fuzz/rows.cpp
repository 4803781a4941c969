// SPDX-License-Identifier: MIT
// libFuzzer: rows and joins with arbitrary arguments. Each call's status is the one that a naive reading of simdact.h
// gives, byte by byte; a refused one touches no byte; an accepted one writes its outputs' elements alone, and gives the
// same on every instruction set.
#include <fuzzer/FuzzedDataProvider.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "fuzz/elements.hpp"
#include "fuzz/require.hpp"
#include "simdact/simdact.h"
#include "support/contract.hpp"

namespace {

constexpr std::size_t arena_size = 1 << 16;
alignas(64) char arena[arena_size];

struct matrix {
  char* p;
  std::size_t rows, cols, stride;
  bool output;

  bool empty() const { return rows == 0 || cols == 0; }
  // 1: in order; 0: not; -1: somewhere else in memory, where a call must not be tried.
  int state(std::size_t size) const {
    if (empty()) return 1;
    if (p == nullptr || (rows > 1 && stride < cols)) return 0;
    const auto extent = (static_cast<unsigned __int128>(rows - 1) * stride + cols) * size;
    if (extent + reinterpret_cast<std::uintptr_t>(p) > UINTPTR_MAX) return 0;
    return p >= arena && extent <= static_cast<std::size_t>(arena + arena_size - p) ? 1 : -1;
  }
  template <class F>
  void for_each_byte(std::size_t size, const F& f) const {
    for (std::size_t r = 0; !empty() && r < rows; ++r) {
      for (std::size_t i = 0; i < cols * size; ++i) f(static_cast<std::size_t>(p - arena) + r * stride * size + i);
    }
  }
  bool same(const matrix& other) const {
    return p == other.p && rows == other.rows && cols == other.cols && (rows <= 1 || stride == other.stride);
  }
};

struct call {
  simdact_dtype dtype;
  bool valid = true;  // ids, parameters and shape
  bool supported = true;
  std::vector<matrix> arrays;
  std::function<simdact_status()> run;
};

bool overlap(const matrix& a, const matrix& b, std::size_t size) {
  std::vector<bool> used(arena_size);
  a.for_each_byte(size, [&](std::size_t i) { used[i] = true; });
  bool met = false;
  b.for_each_byte(size, [&](std::size_t i) { met = met || used[i]; });
  return met;
}

// The status that the call must give; -1 where it must not be tried.
simdact_status expected(const call& c) {
  if (!c.valid) return SIMDACT_INVALID_ARGUMENT;
  const std::size_t size = fuzz::format_of(c.dtype).size;
  bool elsewhere = false;
  for (const matrix& a : c.arrays) {
    if (a.state(size) == 0) return SIMDACT_INVALID_ARGUMENT;
    elsewhere = elsewhere || a.state(size) < 0;
  }
  if (elsewhere) return -1;
  for (const matrix& out : c.arrays) {
    for (const matrix& other : c.arrays) {
      if (!out.output || &out == &other || out.empty() || other.empty()) continue;
      if (!other.output && out.same(other)) continue;
      if (overlap(out, other, size)) return SIMDACT_INVALID_ARGUMENT;
    }
  }
  return c.supported ? SIMDACT_OK : SIMDACT_UNSUPPORTED;
}

class generator {
 public:
  explicit generator(FuzzedDataProvider& input) : in_(input) {}

  call next() {
    call c;
    const bool odd = in_.ConsumeIntegralInRange<int>(0, 31) == 0;
    dtype_ = c.dtype = odd ? in_.ConsumeIntegral<simdact_dtype>() : in_.ConsumeIntegralInRange<simdact_dtype>(1, 4);
    accuracy_ = in_.ConsumeIntegralInRange<simdact_accuracy>(odd ? -1 : 0, SIMDACT_ACCURACY_END - (odd ? 0 : 1));
    c.valid = c.dtype >= 1 && c.dtype < SIMDACT_DTYPE_END;
    switch (in_.ConsumeIntegralInRange<int>(0, 9)) {
      case 0:
        return softmax(c, &simdact_softmax);
      case 1:
        return softmax(c, &simdact_log_softmax);
      case 2:
        return gradient(c, &simdact_softmax_backward);
      case 3:
        return gradient(c, &simdact_log_softmax_backward);
      case 4:
        return gated(c);
      case 5:
        return gated_backward(c);
      case 6:
        return bias(c);
      case 7:
        return bias_backward(c);
      case 8:
        return prelu(c);
      default:
        return maxout(c);
    }
  }

 private:
  using softmax_fn = decltype(&simdact_softmax);
  using gradient_fn = decltype(&simdact_softmax_backward);

  std::size_t count() {
    if (in_.ConsumeIntegralInRange<int>(0, 40) == 0) return in_.ConsumeIntegral<std::size_t>();
    return in_.ConsumeIntegralInRange<std::size_t>(0, in_.ConsumeBool() ? 5 : 40);
  }
  char* place() {
    const int kind = in_.ConsumeIntegralInRange<int>(0, 20);
    if (kind == 0) return nullptr;
    if (kind < 8) return arena + 4096 * static_cast<std::size_t>(kind);
    return arena + in_.ConsumeIntegralInRange<std::size_t>(0, arena_size - 1);
  }
  std::size_t stride(std::size_t cols) {
    return in_.ConsumeIntegralInRange<int>(0, 9) == 0 ? count() : cols + in_.ConsumeIntegralInRange<std::size_t>(0, 3);
  }
  matrix rows(std::size_t n, std::size_t cols, bool output) { return {place(), n, cols, stride(cols), output}; }
  matrix flat(std::size_t n, bool output) { return {place(), 1, n, n, output}; }
  double number() {
    return in_.ConsumeIntegralInRange<int>(0, 9) == 0 ? NAN : in_.ConsumeFloatingPointInRange(-4.0, 4.0);
  }
  void check_accuracy(call& c) { c.valid = c.valid && accuracy_ >= 0 && accuracy_ < SIMDACT_ACCURACY_END; }
  void choose_op(call& c) {
    op_ = in_.ConsumeIntegralInRange<simdact_op>(0, SIMDACT_OP_END);
    check_accuracy(c);
    c.valid = c.valid && support::find_contract(op_) != nullptr;
    const simdact_dtype lanes = dtype_ == SIMDACT_F64 ? SIMDACT_F64 : SIMDACT_F32;
    forward_ = simdact_find_forward(op_, lanes, accuracy_) != nullptr;
    backward_ = simdact_find_backward(op_, lanes, accuracy_) != nullptr;
  }

  call softmax(call c, softmax_fn f) {
    check_accuracy(c);
    const std::size_t n = count(), cols = count();
    const matrix x = rows(n, cols, false), y = rows(n, cols, true);
    simdact_softmax_params p{in_.ConsumeBool() ? 1 : number(), nullptr, 0, in_.ConsumeBool() ? 1 : 0};
    c.valid = c.valid && std::isfinite(p.scale);
    c.supported = accuracy_ != SIMDACT_EXACT;
    c.arrays = {x, y};
    if (in_.ConsumeBool()) {
      const matrix mask = rows(n, cols, false);
      p.mask = mask.p;
      p.mask_stride = in_.ConsumeBool() ? 0 : mask.stride;
      if (mask.p != nullptr)
        c.arrays.push_back({mask.p, p.mask_stride == 0 && n > 1 ? 1 : n, cols, p.mask_stride, false});
    }
    const auto d = dtype_;
    const auto a = accuracy_;
    c.run = [=] { return f(d, a, &p, x.p, x.stride, y.p, y.stride, n, cols); };
    return c;
  }
  call gradient(call c, gradient_fn f) {
    const std::size_t n = count(), cols = count();
    const double scale = number();
    c.valid = c.valid && std::isfinite(scale);
    const matrix y = rows(n, cols, false), dy = rows(n, cols, false), dx = rows(n, cols, true);
    c.arrays = {y, dy, dx};
    const auto d = dtype_;
    c.run = [=] { return f(d, scale, y.p, y.stride, dy.p, dy.stride, dx.p, dx.stride, n, cols); };
    return c;
  }
  call gated(call c) {
    choose_op(c);
    const std::size_t n = count(), cols = count();
    const matrix g = rows(n, cols, false), u = rows(n, cols, false), y = rows(n, cols, true);
    c.supported = forward_;
    c.arrays = {g, u, y};
    const auto d = dtype_;
    const auto a = accuracy_;
    const auto op = op_;
    c.run = [=] { return simdact_gated(op, d, a, nullptr, g.p, g.stride, u.p, u.stride, y.p, y.stride, n, cols); };
    return c;
  }
  call gated_backward(call c) {
    choose_op(c);
    const std::size_t n = count(), cols = count();
    const matrix g = rows(n, cols, false), u = rows(n, cols, false), dy = rows(n, cols, false);
    const matrix dg = rows(n, cols, true), du = rows(n, cols, true);
    c.supported = forward_ && backward_;
    c.arrays = {g, u, dy, dg, du};
    const auto d = dtype_;
    const auto a = accuracy_;
    const auto op = op_;
    c.run = [=] {
      return simdact_gated_backward(op, d, a, nullptr, g.p, g.stride, u.p, u.stride, dy.p, dy.stride, dg.p, dg.stride,
                                    du.p, du.stride, n, cols);
    };
    return c;
  }

  // The number of elements of outer x channels x inner; the call is in order where it is a size.
  std::size_t choose_shape(call& c) {
    outer_ = count(), channels_ = count(), inner_ = count();
    if (outer_ == 0 || channels_ == 0 || inner_ == 0) return 0;
    std::size_t n = 0;
    if (__builtin_mul_overflow(outer_, channels_, &n) || __builtin_mul_overflow(n, inner_, &n)) c.valid = false;
    return n;
  }
  call bias(call c) {
    choose_op(c);
    const std::size_t n = choose_shape(c);
    const matrix x = flat(n, false), b = flat(n == 0 ? 0 : channels_, false), y = flat(n, true);
    c.supported = forward_;
    c.arrays = {x, b, y};
    c.run = [this, x, b, y] {
      return simdact_bias(op_, dtype_, accuracy_, nullptr, x.p, b.p, y.p, outer_, channels_, inner_);
    };
    return c;
  }
  call bias_backward(call c) {
    choose_op(c);
    const std::size_t n = choose_shape(c);
    const matrix x = flat(n, false), b = flat(n == 0 ? 0 : channels_, false), dy = flat(n, false), dx = flat(n, true);
    matrix sums = flat(channels_, true);
    if (sums.p == nullptr) sums.cols = 0;
    c.supported = backward_;
    c.arrays = {x, b, dy, dx, sums};
    c.run = [this, x, b, dy, dx, sums] {
      return simdact_bias_backward(op_, dtype_, accuracy_, nullptr, x.p, b.p, dy.p, dx.p, sums.p, outer_, channels_,
                                   inner_);
    };
    return c;
  }
  call prelu(call c) {
    const std::size_t n = choose_shape(c);
    const matrix x = flat(n, false), b = flat(n == 0 ? 0 : channels_, false), dy = flat(n, false), dx = flat(n, true);
    matrix sums = flat(channels_, true);
    if (sums.p == nullptr) sums.cols = 0;
    if (in_.ConsumeBool()) {
      c.arrays = {x, b, dx};
      c.run = [this, x, b, dx] { return simdact_prelu(dtype_, x.p, b.p, dx.p, outer_, channels_, inner_); };
    } else {
      c.arrays = {x, b, dy, dx, sums};
      c.run = [this, x, b, dy, dx, sums] {
        return simdact_prelu_backward(dtype_, x.p, b.p, dy.p, dx.p, sums.p, outer_, channels_, inner_);
      };
    }
    return c;
  }
  call maxout(call c) {
    const std::size_t n = choose_shape(c);
    std::size_t m = 0;
    if (outer_ != 0 && inner_ != 0) c.valid = c.valid && !__builtin_mul_overflow(outer_, inner_, &m);
    c.valid = c.valid && (channels_ > 0 || m == 0);
    const bool forward = in_.ConsumeBool();
    const matrix x = flat(n, false), small = flat(m, forward), dx = flat(n, true);
    c.arrays = forward ? std::vector<matrix>{x, small} : std::vector<matrix>{x, small, dx};
    c.run = [this, x, small, dx, forward] {
      return forward ? simdact_maxout(dtype_, x.p, small.p, outer_, channels_, inner_)
                     : simdact_maxout_backward(dtype_, x.p, small.p, dx.p, outer_, channels_, inner_);
    };
    return c;
  }

  FuzzedDataProvider& in_;
  simdact_dtype dtype_ = 0;
  simdact_accuracy accuracy_ = 0;
  simdact_op op_ = 0;
  bool forward_ = false, backward_ = false;
  std::size_t outer_ = 0, channels_ = 0, inner_ = 0;
};

// All NaNs are one.
std::vector<std::uint64_t> elements(const call& c) {
  std::vector<std::uint64_t> all;
  const simdact::ulp::format& f = fuzz::format_of(c.dtype);
  for (const matrix& a : c.arrays) {
    for (std::size_t r = 0; a.output && !a.empty() && r < a.rows; ++r) {
      for (std::size_t i = 0; i < a.cols; ++i) all.push_back(fuzz::canonical(f, a.p + (r * a.stride + i) * f.size));
    }
  }
  return all;
}

void check(const call& c, const std::string& before) {
  const simdact_status want = expected(c);
  if (want < 0) return;
  std::vector<std::uint64_t> reference;
  bool first = true;
  for (std::size_t k = simdact_isa_count(); k-- > 0;) {
    if (!simdact_isa_supported(simdact_isa_name(k))) continue;
    REQUIRE(simdact_set_isa(simdact_isa_name(k)) == SIMDACT_OK);
    std::memcpy(arena, before.data(), arena_size);
    REQUIRE(c.run() == want);
    if (want != SIMDACT_OK) {
      REQUIRE(std::memcmp(arena, before.data(), arena_size) == 0);
      continue;
    }
    const std::vector<std::uint64_t> got = elements(c);
    if (!first) REQUIRE(got == reference);
    reference = got;
    first = false;
    std::string after(arena, arena_size);
    for (const matrix& a : c.arrays) {
      if (a.output) a.for_each_byte(fuzz::format_of(c.dtype).size, [&](std::size_t i) { after[i] = before[i]; });
    }
    REQUIRE(after == before);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  generator calls(input);
  const call c = calls.next();
  const std::string values = input.ConsumeRemainingBytesAsString();
  std::string before(arena_size, '\0');
  for (std::size_t i = 0; i < before.size(); ++i) before[i] = values.empty() ? '\0' : values[i % values.size()];
  check(c, before);
  REQUIRE(simdact_set_isa(nullptr) == SIMDACT_OK);
  return 0;
}
