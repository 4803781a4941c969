// SPDX-License-Identifier: MIT
#include "accuracy/inputs.hpp"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace support {
namespace {

namespace files = std::filesystem;

// Every number that stands in a source file, comments included: a threshold that a comment names is one as well.
void add_literals(const files::path& path, std::set<float>& to) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  for (const char* at = text.c_str(); *at != '\0';) {
    if (std::isdigit(static_cast<unsigned char>(*at)) == 0) {
      ++at;
      continue;
    }
    char* end;
    const double value = std::strtod(at, &end);
    to.insert(static_cast<float>(value));
    at = end;
  }
}

std::set<float> literals_of(simdact_op op) {
  const files::path include = files::path(SIMDACT_SOURCE_TREE) / "include" / "simdact";
  std::set<float> values;
  for (const files::path& folder : {include / "op" / simdact_op_name(op), include / "core"}) {
    for (const auto& entry : files::directory_iterator(folder)) {
      if (entry.is_regular_file()) add_literals(entry.path(), values);
    }
  }
  return values;
}

void add_both_signs(std::vector<float>& to, double x, std::int32_t reach) {
  add_neighbours(to, static_cast<float>(x), reach);
  add_neighbours(to, static_cast<float>(-x), reach);
}

// Where a reduction by multiples of ln 2 / 8 changes its multiple, and eighths.
void add_grid(std::vector<float>& to) {
  for (int exponent = -149; exponent < 128; ++exponent) add_both_signs(to, std::ldexp(1.0, exponent), 8);
  constexpr double eighth = 0.69314718055994530942 / 8;
  for (int k = 0; k < 1260; ++k) add_both_signs(to, (k + 0.5) * eighth, 2);
  for (int k = 1; k < 1024; ++k) add_both_signs(to, k / 8.0, 2);
}

int class_of(float y) { return std::fpclassify(y) * 2 + (std::signbit(y) ? 1 : 0); }

float value_at(kernel_id kernel, const simdact_params* params, float x) { return run(kernel, params, {x})[0]; }

// The neighbourhoods of the inputs, found by bisection, at which the result turns from one class and sign to another:
// overflow, underflow, saturation.
void add_class_changes(kernel_id kernel, const simdact_params* params, std::vector<float>& to) {
  constexpr int steps = 4096;
  const std::int64_t first = rank_of(-infinity), last = rank_of(infinity);
  std::vector<float> x;
  for (int k = 0; k <= steps; ++k) x.push_back(of_rank(static_cast<std::int32_t>(first + (last - first) / steps * k)));
  const std::vector<float> y = run(kernel, params, x);
  for (std::size_t k = 1; k < x.size(); ++k) {
    std::int64_t low = rank_of(x[k - 1]), high = rank_of(x[k]);
    const int at_low = class_of(y[k - 1]);
    if (class_of(y[k]) == at_low) continue;
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      const float at = of_rank(static_cast<std::int32_t>(middle));
      (class_of(value_at(kernel, params, at)) == at_low ? low : high) = middle;
    }
    add_neighbours(to, of_rank(static_cast<std::int32_t>(high)), 32);
  }
}

}  // namespace

std::vector<float> critical_inputs(kernel_id kernel, const simdact_params* params) {
  std::vector<float> x;
  for (const float value : literals_of(kernel.op)) add_both_signs(x, static_cast<double>(value), 16);
  if (params != nullptr) {
    for (const double p : {params->alpha, params->beta}) add_both_signs(x, p, 16);
  }
  add_grid(x);
  add_class_changes(kernel, params, x);
  return x;
}

}  // namespace support
