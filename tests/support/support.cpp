// SPDX-License-Identifier: MIT
#include "support/support.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace support {

std::vector<kernel_id> kernels_of(simdact_op op) { return simdact::ulp::kernels(op); }

std::vector<kernel_id> kernels_of(simdact_op op, direction way) {
  std::vector<kernel_id> kernels = kernels_of(op);
  kernels.erase(std::remove_if(kernels.begin(), kernels.end(), [&](const kernel_id& k) { return k.way != way; }),
                kernels.end());
  return kernels;
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

std::vector<float> run(kernel_id kernel, const simdact_params* params, const std::vector<float>& x) {
  std::vector<float> y(x.size());
  const simdact_status status = call(kernel, params, x.data(), y.data(), x.size());
  if (status != SIMDACT_OK) {
    throw std::runtime_error(name_of(kernel) + describe(params) + ": " + simdact_status_string(status));
  }
  return y;
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

std::vector<float> strided(std::size_t n) {
  // An odd stride meets every low bit pattern, and every exponent since it is short of 2^23.
  const std::uint64_t all = std::uint64_t{1} << 32;
  const std::uint64_t stride = std::max<std::uint64_t>(1, all / n) | 1;
  std::vector<float> x;
  x.reserve(all / stride + 1);
  for (std::uint64_t bits = std::mt19937_64(seed())() % stride; bits < all; bits += stride) {
    x.push_back(float_of(static_cast<std::uint32_t>(bits)));
  }
  return x;
}

std::vector<float> mixed(std::size_t n, std::mt19937_64& random) {
  std::vector<float> x;
  for (const std::uint32_t bits : {0x00000000u, 0x00000001u, 0x007fffffu, 0x00800000u, 0x3f800000u, 0x7f7fffffu,
                                   0x7f800000u, 0x7f800001u, 0x7fc00000u, 0x7fffffffu}) {
    x.push_back(float_of(bits));
    x.push_back(float_of(bits | 0x80000000u));
  }
  // Half of them where functions bend, half of any magnitude.
  std::normal_distribution<float> near_zero(0, 6);
  while (x.size() < n) {
    x.push_back(near_zero(random));
    x.push_back(float_of(static_cast<std::uint32_t>(random())));
  }
  std::shuffle(x.begin(), x.end(), random);
  return x;
}

void add_neighbours(std::vector<float>& to, float x, std::int32_t reach) {
  const std::int64_t centre = rank_of(x);
  for (std::int64_t rank = centre - reach; rank <= centre + reach; ++rank) {
    const bool number = rank >= rank_of(-infinity) && rank <= rank_of(infinity);
    if (number) to.push_back(of_rank(static_cast<std::int32_t>(rank)));
  }
}

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

std::string describe(const simdact_params* params) {
  if (params == nullptr) return "";
  char text[96];
  std::snprintf(text, sizeof text, " alpha=%a beta=%a", params->alpha, params->beta);
  return text;
}

std::string tell(const failure& f, const std::string& want, double ulp) {
  std::string text = name_of(f.kernel) + " " + f.isa + describe(f.params) + ": x = " + hex(f.x) + ", got " +
                     hex(f.got) + ", want " + want;
  if (ulp >= 0) {
    char error[32];
    std::snprintf(error, sizeof error, ", %.4f ulp", ulp);
    text += error;
  }
  return text;
}

reporter::~reporter() {
  if (left_ < 0) MESSAGE(count_ << " failures in all");
}

void reporter::fail(const std::string& message) {
  ++count_;
  if (left_-- > 0) FAIL_CHECK(message);
}

}  // namespace support
