// SPDX-License-Identifier: MIT
// No call allocates or frees memory, and none touches errno: every allocation of this program is counted.
#include <cerrno>
#include <cstddef>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"

// glibc's own, under the names that stay when the usual ones are replaced.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace {
std::size_t calls = 0;
}

extern "C" {
void* malloc(std::size_t n) { return ++calls, __libc_malloc(n); }
void* calloc(std::size_t n, std::size_t size) { return ++calls, __libc_calloc(n, size); }
void* realloc(void* p, std::size_t n) { return ++calls, __libc_realloc(p, n); }
void* memalign(std::size_t alignment, std::size_t n) { return ++calls, __libc_memalign(alignment, n); }
void* aligned_alloc(std::size_t alignment, std::size_t n) { return ++calls, __libc_memalign(alignment, n); }
void* valloc(std::size_t n) { return ++calls, __libc_memalign(4096, n); }
void* pvalloc(std::size_t n) { return ++calls, __libc_memalign(4096, (n + 4095) / 4096 * 4096); }
void* reallocarray(void* p, std::size_t n, std::size_t size) { return ++calls, __libc_realloc(p, n * size); }
int posix_memalign(void** p, std::size_t alignment, std::size_t n) {
  ++calls;
  *p = __libc_memalign(alignment, n);
  return *p == nullptr ? ENOMEM : 0;
}
void free(void* p) {
  ++calls;
  __libc_free(p);
}
}

namespace {

constexpr simdact_dtype f32 = SIMDACT_F32;

// How many allocations and releases the body makes; -1 where it changes errno.
template <class Body>
long count(const Body& body) {
  errno = 12345;
  const std::size_t before = calls;
  body();
  const std::size_t after = calls;
  return errno == 12345 ? static_cast<long>(after - before) : -1;
}

void check(simdact_op op, const std::vector<simdact_params>& others, std::mt19937_64& random) {
  for (const support::kernel_id& k : support::kernels_of(op)) {
    const std::vector<char> x = support::stored(k.dtype, support::mixed(k.dtype, 1000, random));
    const std::size_t n = x.size() / support::format_of(k.dtype).size;
    std::vector<char> y(x.size());
    const simdact::ulp::resolved kernel(k);
    for (const simdact_params* params : {static_cast<const simdact_params*>(nullptr), others.data()}) {
      CHECK(count([&] { support::call(k, params, x.data(), y.data(), n); }) == 0);
      CHECK(count([&] { kernel(params, x.data(), y.data(), n); }) == 0);
      CHECK(count([&] { support::call(k, params, y.data(), y.data() + 1, n - 1); }) == 0);  // refused
    }
  }
}

}  // namespace

// Tests of the test.
TEST_CASE("allocation/counted") {
  std::vector<float>* made = nullptr;
  CHECK(count([&] { made = new std::vector<float>(1000); }) == 2);
  CHECK(count([&] { delete made; }) == 2);
  CHECK(count([] { errno = ERANGE; }) == -1);
  void* p = nullptr;
  CHECK(count([&] { CHECK_EQ(posix_memalign(&p, 64, 64), 0); }) == 1);
  CHECK(count([&] { p = reallocarray(p, 2, 64); }) == 1);
  CHECK(count([&] { free(p); }) == 1);
}

TEST_CASE("allocation/kernels") {
  std::mt19937_64 random(support::seed());
  for (const std::string& isa : support::isas()) {
    const support::use_isa use(isa);
    for (std::size_t k = 0; k < simdact_op_count(); ++k) {
      const simdact_op op = simdact_op_at(k);
      INFO(isa << " " << simdact_op_name(op));
      check(op, support::other_params(op), random);
    }
  }
}

TEST_CASE("allocation/all else") {
  simdact_params p;
  for (const char* name : {"gelu", "avx2", "generic", "nonsense"}) {
    CHECK(count([&] { simdact_op_from_name(name); }) == 0);
    CHECK(count([&] { simdact_isa_supported(name); }) == 0);
    CHECK(count([&] { simdact_set_isa(name); }) == 0);
  }
  CHECK(count([] { simdact_set_isa(nullptr); }) == 0);
  CHECK(count([] { simdact_isa(); }) == 0);
  CHECK(count([&] { simdact_default_params(SIMDACT_ELU, &p); }) == 0);
  CHECK(count([] { simdact_ulp_bound(SIMDACT_ELU, f32, SIMDACT_HIGH); }) == 0);
  CHECK(count([] { simdact_version(); }) == 0);
  CHECK(count([] { simdact_status_string(SIMDACT_OK); }) == 0);
}

TEST_CASE("allocation/rows and joins") {
  alignas(8) static char x[8 * 1100], y[8 * 1100], z[8 * 1100];
  for (const std::string& isa : support::isas()) {
    const support::use_isa use(isa);
    for (simdact_dtype t = SIMDACT_F32; t <= SIMDACT_BF16; ++t) {
      INFO(isa << " " << t);
      const simdact_softmax_params p{0.3, z, 0, 1};
      const simdact_accuracy high = SIMDACT_HIGH;
      CHECK(count([&] { simdact_softmax(t, high, &p, x, 550, y, 550, 2, 550); }) == 0);
      CHECK(count([&] { simdact_softmax(t, high, nullptr, x, 550, y, 550, 2, 550); }) == 0);
      CHECK(count([&] { simdact_log_softmax(t, high, &p, x, 550, y, 550, 2, 550); }) == 0);
      CHECK(count([&] { simdact_softmax_backward(t, 1, x, 550, x, 550, y, 550, 2, 550); }) == 0);
      CHECK(count([&] { simdact_log_softmax_backward(t, 1, x, 550, x, 550, y, 550, 2, 550); }) == 0);
      CHECK(count([&] { simdact_gated(SIMDACT_GELU, t, high, nullptr, x, 550, x, 550, y, 550, 2, 550); }) == 0);
      CHECK(count([&] {
              simdact_gated_backward(SIMDACT_GELU, t, high, nullptr, x, 550, x, 550, x, 550, y, 550, z, 550, 2, 550);
            }) == 0);
      CHECK(count([&] { simdact_bias(SIMDACT_GELU, t, high, nullptr, x, z, y, 2, 550, 1); }) == 0);
      CHECK(count([&] { simdact_bias_backward(SIMDACT_GELU, t, high, nullptr, x, x, x, y, z, 2, 5, 110); }) == 0);
      CHECK(count([&] { simdact_prelu(t, x, x, y, 2, 550, 1); }) == 0);
      CHECK(count([&] { simdact_prelu_backward(t, x, x, x, y, z, 2, 5, 110); }) == 0);
      CHECK(count([&] { simdact_maxout(t, x, y, 2, 5, 110); }) == 0);
      CHECK(count([&] { simdact_maxout_backward(t, x, x, z, 2, 5, 110); }) == 0);
      CHECK(count([&] { simdact_softmax(t, high, &p, x, 500, x + 4, 500, 2, 500); }) == 0);  // refused
    }
  }
}
