// SPDX-License-Identifier: MIT
#include "inputs.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <random>

namespace bench {
namespace {

constexpr std::size_t page = 4096, huge_page = std::size_t{1} << 21;
constexpr std::uint64_t seed = 20240229, dy_seed = 20240301;

using draw = std::function<float()>;

const dtype& type_of(const task& what) {
  return *std::find_if(dtypes().begin(), dtypes().end(), [&](const dtype& type) { return what.type == type.id; });
}

std::size_t widest() {
  std::size_t size = 0;
  for (const dtype& type : dtypes()) size = std::max(size, type.size);
  return size;
}

// y[i] = f(x[i]), or f'(x[i]).
void apply(simdact_op op, direction way, const float* x, float* y, std::size_t n) {
  ulp::call({op, way, SIMDACT_F32, SIMDACT_HIGH}, nullptr, x, y, n);
}

// The function whose results are of interest for inputs x: the derivative, unless it is computed from f(x).
direction of_x(const task& what) { return what.way == direction::backward ? direction::backward : direction::forward; }

// Where the function's results are subnormal for negative inputs; where e^x is, for a function that has none such.
std::uniform_real_distribution<float> tail_of(const task& what) {
  float low = 0, high = 0;
  for (float x = -120; x < -1; x += 0x1p-6f) {
    float y = 0;
    apply(what.op, of_x(what), &x, &y, 1);
    if (std::fpclassify(y) != FP_SUBNORMAL) continue;
    low = std::min(low, x);
    high = high == 0 ? x : std::max(high, x);
  }
  return low < high ? std::uniform_real_distribution<float>(low, high)
                    : std::uniform_real_distribution<float>(-104, -87);
}

float float_of(std::uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof(x));
  return x;
}

draw make_draw_normal(float deviation, std::uint64_t from) {
  return [random = std::mt19937_64(from), normal = std::normal_distribution<float>(0, deviation)]() mutable {
    return normal(random);
  };
}

draw make_draw(const std::string& set, const task& what) {
  std::mt19937_64 random(seed);
  if (set == "subnormal") {
    return [random]() mutable { return float_of(static_cast<std::uint32_t>(random()) & ~(0xffu << 23)); };
  }
  if (set == "bits") return [random]() mutable { return float_of(static_cast<std::uint32_t>(random())); };
  if (set == "tails") return [random, tail = tail_of(what)]() mutable { return tail(random); };
  return make_draw_normal(set == "unit" ? 1 : 3, seed);
}

void change_sign_outside(simdact_op op, float* x, std::size_t n) {
  std::vector<float> y(n);
  apply(op, direction::forward, x, y.data(), n);
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(y[i])) x[i] = -x[i];
  }
}

// `block` draws some floats at a time, which are stored as the type.
template <class Block>
void fill(char* to, const dtype& type, std::size_t n, Block block) {
  std::vector<float> some(page);
  for (std::size_t first = 0; first < n; first += page) {
    const std::size_t count = std::min(page, n - first);
    block(some.data(), count);
    type.store(some.data(), to + first * type.size, count);
  }
}

}  // namespace

const std::vector<std::string>& input_sets() {
  static const std::vector<std::string> sets = {"normal", "unit", "tails", "subnormal", "bits"};
  return sets;
}

void arrays::free_memory::operator()(char* p) const { std::free(p); }

// A page more than asked for: XNNPACK reads a few bytes beyond its input.
arrays::memory arrays::allocate(std::size_t bytes) {
  bytes = (bytes / huge_page + 2) * huge_page;
  char* p = static_cast<char*>(std::aligned_alloc(huge_page, bytes));
  if (p == nullptr) throw std::bad_alloc();
  madvise(p, bytes, MADV_HUGEPAGE);
  std::memset(p, 0, bytes);
  return memory(p);
}

// The output lies 256 bytes short of a multiple of the page behind the input: a load does not meet the low address bits
// of the stores just before it, which some CPUs take for a conflict.
arrays::arrays(std::size_t n)
    : room_(n), x_(allocate(n * widest())), behind_(allocate(n * widest() + page)), y_(behind_.get() + page - 256) {}

void arrays::prepare(const task& what, const std::string& set, std::size_t n) {
  const dtype& type = type_of(what);
  const bool from_output = what.way == direction::from_output;
  const float negative = -8;
  float y = 0;
  apply(what.op, direction::forward, &negative, &y, 1);
  const bool whole_line = !std::isnan(y), shared = whole_line && !from_output && set != "tails";
  const std::string wanted = set + "/" + (shared ? ulp::dtype_name(what.type) : what.path());
  if (wanted != prepared_ || n > prepared_n_) {
    draw next = make_draw(set, what);
    fill(x_.get(), type, n, [&](float* x, std::size_t count) {
      std::generate_n(x, count, std::ref(next));
      if (!whole_line) change_sign_outside(what.op, x, count);
      if (from_output) apply(what.op, direction::forward, x, x, count);
    });
    prepared_ = wanted;
    prepared_n_ = n;
  }
  if (what.way == direction::forward || dy_ != nullptr) return;
  dy_ = allocate(room_ * widest());
  draw next = make_draw_normal(1, dy_seed);
  fill(dy_.get(), type, room_, [&](float* dy, std::size_t count) { std::generate_n(dy, count, std::ref(next)); });
}

}  // namespace bench
