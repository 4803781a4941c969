// SPDX-License-Identifier: MIT
#include "record.hpp"

#include <algorithm>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <tuple>

#include "format.hpp"
#include "hash.hpp"
#include "sample.hpp"

namespace simdact::ulp {
namespace {

constexpr const char* record_path = "/tests/record.tsv";
constexpr const char* head = "# op\tdirection\tdtype\ttier\tbound\tmeasured\tworst\tgot\twant\thash\tstrided\tinputs\n";

std::string digits(const char* format, double x) {
  char text[64];
  std::snprintf(text, sizeof text, format, x);
  return text;
}

constexpr const char* none = "-";

std::string digits16(std::uint64_t hash) {
  char text[32];
  std::snprintf(text, sizeof text, "%016" PRIx64, hash);
  return text;
}

record_row parse(const std::string& line) {
  std::istringstream words(line);
  std::string op, way, dtype, tier, bound, measured, worst, got, want, hash, strided, inputs, more;
  words >> op >> way >> dtype >> tier >> bound >> measured >> worst >> got >> want >> hash >> strided >> inputs;
  const auto d = direction_from_name(way);
  const auto t = dtype_from_name(dtype);
  const auto a = accuracy_from_name(tier);
  if (!words || words >> more || !d || !t || !a) throw std::runtime_error(std::string(record_path) + ": " + line);
  return {{simdact_op_from_name(op.c_str()), *d, *t, *a},
          std::stod(bound),
          std::stod(measured),
          std::strtod(worst.c_str(), nullptr),
          std::strtod(got.c_str(), nullptr),
          want,
          std::stoull(hash, nullptr, 16),
          strided == none ? 0 : std::stoull(strided, nullptr, 16),
          std::stoull(inputs)};
}

std::string text_of(const record_row& r) {
  const kernel_id& k = r.kernel;
  std::ostringstream line;
  line << simdact_op_name(k.op) << '\t' << name_of(k.way) << '\t' << dtype_name(k.dtype) << '\t'
       << accuracy_name(k.tier) << '\t' << digits("%.5g", r.bound) << '\t' << digits("%.9f", r.measured) << '\t'
       << hex(r.worst) << '\t' << hex(r.got) << '\t' << r.want << '\t' << digits16(r.hash) << '\t'
       << (k.dtype == SIMDACT_F32 ? digits16(r.strided) : none) << '\t' << r.inputs << '\n';
  return line.str();
}

std::size_t index_of(simdact_op op) {
  std::size_t i = 0;
  while (simdact_op_at(i) != op && simdact_op_at(i) != 0) ++i;
  return i;
}

bool before(const record_row& a, const record_row& b) {
  const auto key = [](const kernel_id& k) {
    return std::tuple(index_of(k.op), k.dtype, static_cast<int>(k.way), k.tier);
  };
  return key(a.kernel) < key(b.kernel);
}

}  // namespace

std::vector<record_row> read_record(const std::string& tree) {
  std::vector<record_row> rows;
  std::ifstream file(tree + record_path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') rows.push_back(parse(line));
  }
  return rows;
}

const record_row* find(const std::vector<record_row>& rows, const kernel_id& kernel) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const record_row& r) { return r.kernel == kernel; });
  return found != rows.end() ? &*found : nullptr;
}

void write_record(const std::string& tree, const record_row& row) {
  std::vector<record_row> rows = read_record(tree);
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [&](const record_row& r) { return r.kernel == row.kernel || r.kernel.op == 0; }),
             rows.end());
  rows.push_back(row);
  std::sort(rows.begin(), rows.end(), before);
  std::ofstream out(tree + record_path);
  out << head;
  for (const record_row& r : rows) out << text_of(r);
  if (!out.flush()) throw std::runtime_error("cannot write " + tree + record_path);
}

std::uint64_t recorded_hash_of(simdact_dtype dtype, const resolved& run) {
  constexpr std::size_t block = 4096;
  const format& f = format_of(dtype);
  const std::uint64_t stride = dtype == SIMDACT_F32 ? recorded_stride : 1;
  const bool sampled = dtype == SIMDACT_F64;
  const std::uint64_t end = sampled ? hashed_samples : std::uint64_t{1} << (8 * f.size);
  std::vector<std::uint64_t> x(block), y(block);  // no element takes more
  hash result;
  for (std::uint64_t next = 0; next < end;) {
    std::size_t n = 0;
    for (; n < block && next < end; ++n, next += stride) {
      store_bits(f, sampled ? bits_of(sample(next)) : next, x.data(), n);
    }
    run(nullptr, x.data(), y.data(), n);
    result.add(f, x.data(), y.data(), n);
  }
  return result.value();
}

bool is_correctly_rounded(const kernel_id& kernel) {
  const bool half = format_of(kernel.dtype).size == 2;
  return kernel.tier == SIMDACT_EXACT || kernel.way == (half ? direction::forward : direction::from_output);
}

double tight_bound(const kernel_id& kernel, double measured) {
  const bool half = format_of(kernel.dtype).size == 2, forward = kernel.way == direction::forward;
  if (half && forward && measured == 0) return 0;
  if (is_correctly_rounded(kernel)) return 0.5;
  if (half) return promise(kernel, true);
  if (measured == 0) return 0;
  const double unit = std::pow(10, std::floor(std::log10(measured)) - 3);
  return std::ceil(measured / unit) * unit;
}

std::string hex(double x) { return x == 0 ? (std::signbit(x) ? "-0" : "0") : digits("%a", x); }

}  // namespace simdact::ulp
