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

namespace simdact::ulp {
namespace {

constexpr const char* record_path = "/tests/record.tsv";
constexpr const char* head = "# op\tdirection\tdtype\ttier\tbound\tmeasured\tworst\tgot\twant\thash\tstrided\n";

std::string digits(const char* format, double x) {
  char text[64];
  std::snprintf(text, sizeof text, format, x);
  return text;
}

record_row parse(const std::string& line) {
  std::istringstream words(line);
  std::string op, way, dtype, tier, bound, measured, worst, got, want, hash, strided, more;
  words >> op >> way >> dtype >> tier >> bound >> measured >> worst >> got >> want >> hash >> strided;
  const auto d = direction_from_name(way);
  const auto t = dtype_from_name(dtype);
  const auto a = accuracy_from_name(tier);
  if (!words || words >> more || !d || !t || !a) throw std::runtime_error(std::string(record_path) + ": " + line);
  return {{simdact_op_from_name(op.c_str()), *d, *t, *a},
          std::stod(bound),
          std::stod(measured),
          std::strtof(worst.c_str(), nullptr),
          std::strtof(got.c_str(), nullptr),
          std::strtod(want.c_str(), nullptr),
          std::stoull(hash, nullptr, 16),
          std::stoull(strided, nullptr, 16)};
}

std::string text_of(const record_row& r) {
  const kernel_id& k = r.kernel;
  std::ostringstream line;
  line << simdact_op_name(k.op) << '\t' << name_of(k.way) << '\t' << dtype_name(k.dtype) << '\t'
       << accuracy_name(k.tier) << '\t' << digits("%.5g", r.bound) << '\t' << digits("%.9f", r.measured) << '\t'
       << hex(static_cast<double>(r.worst)) << '\t' << hex(static_cast<double>(r.got)) << '\t' << hex(r.want);
  char hashes[64];
  std::snprintf(hashes, sizeof hashes, "\t%016" PRIx64 "\t%016" PRIx64 "\n", r.hash, r.strided);
  return line.str() + hashes;
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

bool is_correctly_rounded(const kernel_id& kernel) {
  return kernel.tier == SIMDACT_EXACT || kernel.way == direction::from_output;
}

double tight_bound(const kernel_id& kernel, double measured) {
  if (is_correctly_rounded(kernel)) return 0.5;
  if (measured == 0) return 0;
  const double unit = std::pow(10, std::floor(std::log10(measured)) - 3);
  return std::ceil(measured / unit) * unit;
}

std::string hex(double x) { return x == 0 ? (std::signbit(x) ? "-0" : "0") : digits("%a", x); }

}  // namespace simdact::ulp
