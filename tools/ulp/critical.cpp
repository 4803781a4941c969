// SPDX-License-Identifier: MIT
#include "critical.hpp"

#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "format.hpp"

namespace simdact::ulp {
namespace {

namespace files = std::filesystem;

// Every number that stands in a source file, comments included: a threshold that a comment names is one as well. But
// not a bound, which a search would change by what it finds.
void add_literals(const files::path& path, std::set<double>& to) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  for (const char* at = text.c_str(); *at != '\0';) {
    if (std::isdigit(static_cast<unsigned char>(*at)) == 0) {
      ++at;
      continue;
    }
    static constexpr char before_bound[] = "bound = ";
    constexpr std::ptrdiff_t length = sizeof before_bound - 1;
    const bool is_bound = at - text.c_str() >= length && std::strncmp(at - length, before_bound, length) == 0;
    char* end;
    const double value = std::strtod(at, &end);
    if (!is_bound) to.insert(value);
    at = end;
  }
}

// Inputs of large errors that earlier searches met, a line each with the function before it.
void add_known(const files::path& path, const std::string& function, std::set<double>& to) {
  std::ifstream file(path);
  for (std::string name, input; file >> name >> input;) {
    if (name == function) to.insert(std::strtod(input.c_str(), nullptr));
  }
}

std::set<double> literals_of(const std::string& tree, const kernel_id& kernel) {
  const files::path include = files::path(tree) / "include" / "simdact";
  const std::string name = simdact_op_name(kernel.op);
  std::set<double> values;
  add_literals(include / "op" / (name + ".hpp"), values);
  std::vector<files::path> folders{include / "op" / name, include / "core"};
  if (kernel.dtype == SIMDACT_F64) {
    folders.push_back(include / "core" / "f64");
    add_known(files::path(tree) / "tests" / "accuracy" / "known_f64.txt", name, values);
  }
  for (const files::path& folder : folders) {
    if (!files::is_directory(folder)) continue;
    for (const auto& entry : files::directory_iterator(folder)) {
      if (entry.is_regular_file()) add_literals(entry.path(), values);
    }
  }
  return values;
}

void add_both_signs(const kernel_id& kernel, std::vector<double>& to, double x, std::int64_t reach) {
  const double nearest = kernel.dtype == SIMDACT_F64 ? x : static_cast<double>(static_cast<float>(x));
  add_neighbours(format_of(kernel.dtype), to, nearest, reach);
  add_neighbours(format_of(kernel.dtype), to, -nearest, reach);
}

// Where a reduction by multiples of ln 2 / 8 changes its multiple, and eighths.
void add_grid(const kernel_id& kernel, std::vector<double>& to) {
  const format& f = format_of(kernel.dtype);
  for (int exponent = f.lowest_exponent - f.fraction(); exponent <= f.exponent; ++exponent) {
    add_both_signs(kernel, to, std::ldexp(1.0, exponent), 8);
  }
  constexpr double eighth = 0.69314718055994530942 / 8;
  for (int k = 0; k < 1260; ++k) add_both_signs(kernel, to, (k + 0.5) * eighth, 2);
  for (int k = 1; k < 1024; ++k) add_both_signs(kernel, to, k / 8.0, 2);
}

int class_of(const format& f, double y) {
  const double size = std::fabs(y);
  const int magnitude = y != y ? 4 : size == 0 ? 0 : size < f.smallest_normal() ? 1 : std::isinf(y) ? 3 : 2;
  return magnitude * 2 + (std::signbit(y) ? 1 : 0);
}

std::vector<double> results(const kernel_id& kernel, const simdact_params* params, std::vector<double> x) {
  const format& f = format_of(kernel.dtype);
  std::vector<std::uint64_t> memory(x.size());  // an element takes no more than this
  store(f, x.data(), memory.data(), x.size());
  if (call(kernel, params, memory.data(), memory.data(), x.size()) != SIMDACT_OK) {
    throw std::runtime_error(name_of(kernel) + " refuses these parameters");
  }
  load(f, memory.data(), x.data(), x.size());
  return x;
}

// The inputs, found by bisection, at which the result turns from one class and sign to another: overflow, underflow,
// saturation.
void add_class_changes(const kernel_id& kernel, const simdact_params* params, std::vector<double>& to) {
  constexpr std::uint64_t steps = 4096;
  const format& f = format_of(kernel.dtype);
  const auto first = static_cast<std::uint64_t>(rank_of(f, -HUGE_VAL));
  const std::uint64_t step = (static_cast<std::uint64_t>(rank_of(f, HUGE_VAL)) - first) / steps;
  std::vector<double> x;
  for (std::uint64_t k = 0; k <= steps; ++k) x.push_back(of_rank(f, static_cast<std::int64_t>(first + step * k)));
  const std::vector<double> y = results(kernel, params, x);
  for (std::size_t k = 1; k < x.size(); ++k) {
    std::int64_t low = rank_of(f, x[k - 1]), high = rank_of(f, x[k]);
    const int at_low = class_of(f, y[k - 1]);
    if (class_of(f, y[k]) == at_low) continue;
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (class_of(f, results(kernel, params, {of_rank(f, middle)})[0]) == at_low ? low : high) = middle;
    }
    to.push_back(of_rank(f, high));
  }
}

}  // namespace

void add_neighbours(const format& f, std::vector<double>& to, double x, std::int64_t reach) {
  const std::int64_t centre = rank_of(f, x);
  for (std::int64_t rank = centre - reach; rank <= centre + reach; ++rank) {
    if (rank >= rank_of(f, -HUGE_VAL) && rank <= rank_of(f, HUGE_VAL)) to.push_back(of_rank(f, rank));
  }
}

std::vector<double> critical_points(const std::string& tree, const kernel_id& kernel, const simdact_params* params) {
  std::vector<double> points;
  for (const double value : literals_of(tree, kernel)) add_both_signs(kernel, points, value, 0);
  if (params != nullptr) {
    for (const double p : {params->alpha, params->beta}) add_both_signs(kernel, points, p, 0);
  }
  add_class_changes(kernel, params, points);
  return points;
}

std::vector<double> critical_inputs(const std::string& tree, const kernel_id& kernel, const simdact_params* params) {
  if (format_of(kernel.dtype).size == 2) return all_inputs(kernel.dtype);
  std::vector<double> x;
  for (const double point : critical_points(tree, kernel, params))
    add_neighbours(format_of(kernel.dtype), x, point, 32);
  add_grid(kernel, x);
  return x;
}

std::vector<double> all_inputs(simdact_dtype dtype) {
  const format& f = format_of(dtype);
  std::vector<double> x;
  for (std::uint64_t bits = 0; bits <= 0xffff; ++bits) x.push_back(value_of(f, bits));
  return x;
}

}  // namespace simdact::ulp
