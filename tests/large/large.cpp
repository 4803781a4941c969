// SPDX-License-Identifier: MIT
// More than 2^31 and 2^32 elements: right at both ends, and nothing beyond. The array is one mebibyte of memory mapped
// over and over, but for both ends, which are memory of their own.
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

using support::failure;

constexpr std::size_t piece = std::size_t{1} << 20;

void* require_mapped(void* p) {
  if (p == MAP_FAILED) throw std::runtime_error("mmap failed");
  return p;
}

// At least `bytes` accessible bytes, then an inaccessible page.
class repeated {
 public:
  explicit repeated(std::size_t bytes) : size_((bytes + piece - 1) / piece * piece) {
    const int file = memfd_create("large", 0);
    if (file < 0 || ftruncate(file, piece) != 0) throw std::runtime_error("memfd_create failed");
    const int anywhere = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    begin_ = static_cast<char*>(require_mapped(mmap(nullptr, size_ + piece, PROT_NONE, anywhere, -1, 0)));
    for (std::size_t at = 0; at < size_; at += piece) {
      const bool own = at < 2 * piece || at + piece == size_;
      const int flags = MAP_FIXED | (own ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED);
      require_mapped(mmap(begin_ + at, piece, PROT_READ | PROT_WRITE, flags, own ? -1 : file, 0));
    }
    close(file);
  }
  ~repeated() { munmap(begin_, size_ + piece); }
  repeated(const repeated&) = delete;
  repeated& operator=(const repeated&) = delete;

  char* end() const { return begin_ + size_; }

 private:
  char* begin_;
  std::size_t size_;
};

// In place over n elements that end where the memory ends: the first and the last `shown` of them are looked at.
void check(support::kernel_id kernel, const std::string& isa, const repeated& memory, std::size_t n) {
  constexpr std::size_t shown = 4099;
  std::mt19937_64 random(support::seed());
  const std::vector<float> first = support::mixed(shown, random), last = support::mixed(shown, random);
  const support::use_isa use(isa);
  const std::vector<float> want_first = support::run(kernel, nullptr, first);
  const std::vector<float> want_last = support::run(kernel, nullptr, last);
  auto* data = reinterpret_cast<float*>(memory.end()) - n;
  const float untouched = -7.25f;
  data[-1] = untouched;
  for (std::size_t i = 0; i < shown; ++i) {
    data[i] = first[i];
    data[n - shown + i] = last[i];
  }
  REQUIRE(simdact_forward(kernel.op, SIMDACT_F32, kernel.tier, nullptr, data, data, n) == SIMDACT_OK);
  CHECK(data[-1] == untouched);
  support::reporter report;
  for (std::size_t i = 0; i < shown; ++i) {
    const float got = data[i], got_last = data[n - shown + i];
    if (!support::same(got, want_first[i]))
      report.fail(tell(failure{kernel, isa, nullptr, first[i], got}, want_first[i]));
    if (support::same(got_last, want_last[i])) continue;
    report.fail(tell(failure{kernel, isa, nullptr, last[i], got_last}, want_last[i]) + " [at the far end]");
  }
  CHECK_FALSE(report.failed());
}

// The loop in blocks and the one in stages.
void check(std::size_t n, const std::vector<std::string>& isas) {
  const repeated memory((n + 1) * sizeof(float));
  for (const std::string& isa : isas) {
    check(support::forward_kernel(SIMDACT_RELU), isa, memory, n);
    if (isa != "generic") check(support::forward_kernel(SIMDACT_SIGMOID), isa, memory, n);  // which would take 20 s
  }
}

}  // namespace

TEST_CASE("large/beyond 2^31 elements") { check((std::size_t{1} << 31) + 21, {support::isas().front()}); }
TEST_CASE("large/beyond 2^32 elements") { check((std::size_t{1} << 32) + 21, support::isas()); }
