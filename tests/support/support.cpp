// SPDX-License-Identifier: MIT
#include "support/support.hpp"

#include <algorithm>
#include <cinttypes>
#include <cstdlib>
#include <stdexcept>

#include "sample.hpp"
#include "ulp.hpp"

namespace support {
namespace {

// Through the bytes, so that NaNs keep their bits.
numbers widened(const std::vector<float>& x) {
  numbers wide(x.size());
  simdact::ulp::load(format_of(SIMDACT_F32), x.data(), wide.data(), x.size());
  return wide;
}
std::vector<float> narrowed(const numbers& x) {
  std::vector<float> narrow(x.size());
  simdact::ulp::store(format_of(SIMDACT_F32), x.data(), narrow.data(), x.size());
  return narrow;
}

}  // namespace

std::vector<kernel_id> kernels_of(simdact_op op) { return simdact::ulp::kernels(op); }

std::vector<kernel_id> kernels_of(simdact_op op, direction way) {
  std::vector<kernel_id> kernels = kernels_of(op);
  kernels.erase(std::remove_if(kernels.begin(), kernels.end(), [&](const kernel_id& k) { return k.way != way; }),
                kernels.end());
  return kernels;
}

std::vector<kernel_id> distinct_kernels_of(simdact_op op) {
  using simdact::ulp::resolved;
  std::vector<kernel_id> distinct;
  for (const kernel_id& k : kernels_of(op)) {
    const resolved mine(k);
    const bool known = std::any_of(distinct.begin(), distinct.end(), [&](const kernel_id& other) {
      const resolved theirs(other);
      return other.way == k.way && other.dtype == k.dtype && mine.forward() == theirs.forward() &&
             mine.backward() == theirs.backward();
    });
    if (!known) distinct.push_back(k);
  }
  return distinct;
}

std::vector<std::string> isas() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    if (simdact_isa_supported(simdact_isa_name(i)) != 0) names.emplace_back(simdact_isa_name(i));
  }
  return names;
}

use_isa::use_isa(const std::string& name) {
  if (simdact_set_isa(name.c_str()) != SIMDACT_OK) throw std::runtime_error("cannot use the instruction set " + name);
}
use_isa::~use_isa() { simdact_set_isa(nullptr); }

std::vector<char> stored(simdact_dtype dtype, const numbers& x) {
  const format& f = format_of(dtype);
  std::vector<char> bytes(x.size() * f.size);
  simdact::ulp::store(f, x.data(), bytes.data(), x.size());
  return bytes;
}

numbers loaded(simdact_dtype dtype, const std::vector<char>& bytes) {
  const format& f = format_of(dtype);
  numbers x(bytes.size() / f.size);
  simdact::ulp::load(f, bytes.data(), x.data(), x.size());
  return x;
}

numbers run(const kernel_id& kernel, const simdact_params* params, const numbers& x) {
  const std::vector<char> from = stored(kernel.dtype, x);
  std::vector<char> to(from.size());
  const simdact_status status = call(kernel, params, from.data(), to.data(), x.size());
  if (status != SIMDACT_OK) {
    throw std::runtime_error(name_of(kernel) + describe(params) + ": " + simdact_status_string(status));
  }
  return loaded(kernel.dtype, to);
}

std::vector<float> run(const kernel_id& kernel, const simdact_params* params, const std::vector<float>& x) {
  const numbers y = run(kernel, params, widened(x));
  return narrowed(y);
}

std::uint64_t seed() {
  const char* text = std::getenv("SIMDACT_TEST_SEED");
  return text != nullptr && *text != '\0' ? std::strtoull(text, nullptr, 0) : 0x51dac7;
}

std::size_t samples(std::size_t usual) {
  const char* text = std::getenv("SIMDACT_TEST_EFFORT");
  const double effort = text != nullptr && *text != '\0' ? std::strtod(text, nullptr) : 1;
  return std::max<std::size_t>(64, static_cast<std::size_t>(static_cast<double>(usual) * effort));
}

numbers strided(simdact_dtype dtype, std::size_t n) {
  const format& f = format_of(dtype);
  const bool doubles = dtype == SIMDACT_F64;
  if (doubles) n /= 2;
  // An odd stride meets every low bit pattern, and every exponent since it is short of 2^fraction.
  const std::uint64_t last = ~std::uint64_t{0} >> (64 - 8 * f.size);
  const std::uint64_t stride = n > last ? 1 : std::max<std::uint64_t>(1, last / n) | 1;
  numbers x;
  x.reserve(last / stride + 1);
  for (std::uint64_t bits = std::mt19937_64(seed())() % stride;; bits += stride) {
    x.push_back(simdact::ulp::value_of(f, bits));
    if (last - bits < stride) break;
  }
  for (std::size_t i = 0; doubles && i < n; ++i) x.push_back(simdact::ulp::sample(seed() + i));
  return x;
}

std::vector<float> strided(std::size_t n) { return narrowed(strided(SIMDACT_F32, n)); }

numbers mixed(simdact_dtype dtype, std::size_t n, std::mt19937_64& random) {
  const format& f = format_of(dtype);
  const std::uint64_t infinite = f.infinity_bits(), one = std::uint64_t{1} << f.fraction(), all = f.sign_bit() - 1;
  numbers x;
  const auto add = [&](std::uint64_t bits) { x.push_back(simdact::ulp::value_of(f, bits)); };
  for (const std::uint64_t bits : {std::uint64_t{0}, std::uint64_t{1}, one - 1, one, simdact::ulp::bits_of(f, 1.0),
                                   infinite - 1, infinite, infinite + 1, infinite + one / 2, all}) {
    add(bits);
    add(bits | f.sign_bit());
  }
  // Half of them where functions bend, half of any magnitude.
  std::normal_distribution<double> near_zero(0, 6);
  while (x.size() < n) {
    x.push_back(simdact::ulp::rounded(f, near_zero(random)));
    add(random() & (all | f.sign_bit()));
  }
  std::shuffle(x.begin(), x.end(), random);
  return x;
}

std::vector<float> mixed(std::size_t n, std::mt19937_64& random) { return narrowed(mixed(SIMDACT_F32, n, random)); }

std::vector<simdact_params> other_params(kernel_id kernel) {
  simdact_params defaults;
  simdact_default_params(kernel.op, &defaults);
  std::vector<simdact_params> all;
  for (const double alpha : {-1.0, -0.5, 0.0, 0.1, 0.25, 1.0, 1.702, 8.0}) {
    for (const double beta : {0.0, 0.5, 2.0}) {
      const simdact_params p{alpha, beta};
      if (call(kernel, &p, nullptr, nullptr, 0) != SIMDACT_OK) continue;
      if (alpha != defaults.alpha || beta != defaults.beta) all.push_back(p);
    }
  }
  return all;
}

std::string hex(double x) {
  char text[64];
  std::snprintf(text, sizeof text, "%a", x);
  return text;
}

std::string hex(simdact_dtype dtype, double x) {
  const format& f = format_of(dtype);
  char bits[32];
  std::snprintf(bits, sizeof bits, " (0x%0*" PRIx64 ")", static_cast<int>(2 * f.size), simdact::ulp::bits_of(f, x));
  return hex(x) + bits;
}

std::string describe(const simdact_params* params) {
  if (params == nullptr) return "";
  char text[96];
  std::snprintf(text, sizeof text, " alpha=%a beta=%a", params->alpha, params->beta);
  return text;
}

std::string tell(const failure& f, const std::string& want, double ulp) {
  std::string text = name_of(f.kernel) + " " + f.isa + describe(f.params) + ": x = " + hex(f.kernel.dtype, f.x) +
                     ", got " + hex(f.kernel.dtype, f.got) + ", want " + want;
  if (ulp >= 0) {
    char error[32];
    std::snprintf(error, sizeof error, ", %.4f ulp", ulp);
    text += error;
  }
  return text;
}

std::string tell(const failure& f, double want) { return tell(f, hex(f.kernel.dtype, want)); }

reporter::~reporter() {
  if (left_ < 0) MESSAGE(count_ << " failures in all");
}

void reporter::fail(const std::string& message) {
  ++count_;
  if (left_-- > 0) FAIL_CHECK(message);
}

}  // namespace support
