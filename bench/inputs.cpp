// SPDX-License-Identifier: MIT
#include "inputs.hpp"

#include <sys/mman.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>
#include <random>

namespace bench {
namespace {

constexpr std::size_t page = 4096, huge_page = std::size_t{1} << 21;

template <class Draw>
void fill(float* x, std::size_t n, bool positive, Draw draw) {
  for (std::size_t i = 0; i < n; ++i) {
    const float drawn = draw();
    x[i] = positive && drawn < -0.99f ? -drawn : drawn;
  }
}

}  // namespace

void arrays::free_memory::operator()(float* p) const { std::free(p); }

// A page more than asked for: XNNPACK reads a few bytes beyond its input.
arrays::memory arrays::allocate(std::size_t bytes) {
  bytes = (bytes / huge_page + 2) * huge_page;
  float* p = static_cast<float*>(std::aligned_alloc(huge_page, bytes));
  if (p == nullptr) throw std::bad_alloc();
  madvise(p, bytes, MADV_HUGEPAGE);
  std::memset(p, 0, bytes);
  return memory(p);
}

// The output lies 256 bytes short of a multiple of the page behind the input: a load does not meet the low address bits
// of the stores just before it, which some CPUs take for a conflict.
arrays::arrays(std::size_t n, input_kind kind, std::uint64_t seed)
    : n_(n),
      kind_(kind),
      seed_(seed),
      x_(allocate(n * sizeof(float))),
      room_(allocate(n * sizeof(float) + page)),
      y_(room_.get() + (page - 256) / sizeof(float)) {}

void arrays::prepare(const std::string& op) {
  const bool positive = op == "log1p";
  if (filled_ && positive == positive_) return;
  filled_ = true;
  positive_ = positive;
  std::mt19937_64 random(seed_);
  std::normal_distribution<float> normal(0, 3);
  if (kind_ == input_kind::normal) {
    fill(x_.get(), n_, positive, [&] { return normal(random); });
    return;
  }
  std::uniform_real_distribution<float> small_exponential(-103.9f, -87.4f);
  fill(x_.get(), n_, positive, [&] {
    const auto bits = static_cast<std::uint32_t>(random());
    if ((bits & 1) != 0) return normal(random);
    if ((bits & 2) != 0) return small_exponential(random);
    const float subnormal = std::ldexp(static_cast<float>(bits >> 9), -149);
    return (bits & 4) != 0 ? -subnormal : subnormal;
  });
}

}  // namespace bench
