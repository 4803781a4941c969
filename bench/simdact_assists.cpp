// SPDX-License-Identifier: MIT
// simdact-assists: how many instructions per vector of ours a CPU with assists would hand to microcode.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "assist_counter.hpp"
#include "inputs.hpp"

namespace {

using namespace bench;

// Enough for inputs of which one vector in a hundred has a subnormal result.
constexpr std::size_t elements = 4096;
const std::vector<std::string> sets = {"normal", "tails", "subnormal", "bits"};

// Elements in a vector of the instruction set's registers, for the arithmetic of the type.
std::size_t lanes_of(const std::string& isa, simdact_dtype type) {
  return (isa == "avx512" ? 64 : 32) / (type == SIMDACT_F64 ? sizeof(double) : sizeof(float));
}

struct settings {
  std::vector<std::string> ops, isas, types;
  std::string limits;
  bool write = false, where = false;
};

// By the kernel's path, the counts of each set.
using limits = std::map<std::string, std::vector<double>>;

limits read_limits(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  limits all;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream columns(line);
    std::string name;
    columns >> name;
    for (double one; columns >> one;) all[name].push_back(one);
    if (all[name].size() != sets.size()) throw std::runtime_error(fmt::format("{}: not four numbers: {}", path, line));
  }
  return all;
}

void write_limits(const std::string& path, const limits& all) {
  std::ofstream out(path);
  out << "# op/direction/dtype/tier/isa, and instructions assisted per vector of";
  for (const std::string& set : sets) out << ' ' << set;
  out << '\n';
  for (const auto& [name, counts] : all) out << fmt::format("{} {:.3f}\n", name, fmt::join(counts, " "));
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void show_addresses(const candidate& c, const std::string& set, const assist_counts& counts) {
  if (counts.by_address.empty()) return;
  fmt::print("{}, {}: which instructions are assisted, and how often\n", c.path(), set);
  for (const auto& [address, count] : counts.by_address) {
    const auto offset = static_cast<const char*>(address) - reinterpret_cast<const char*>(&simdact_isa);
    fmt::print("    {} at simdact_isa{:+#x}\n", count, offset);
  }
}

// Assists per vector of one kernel for inputs of one set. It has met the other sets before, so that it searches its
// inputs throughout (src/loops/careful.hpp).
double count_kernel(const candidate& c, const std::string& set, arrays& a, bool where) {
  const auto run = [&] { c.run(a.x(c.what.type), a.dy(c.what.type), a.y(), elements); };
  for (const std::string& other : sets) {
    a.prepare(c.what, {elements, other});
    run();
  }
  a.prepare(c.what, {elements, set});
  const assist_counts counts = count_assists(run);
  if (where) show_addresses(c, set, counts);
  const std::size_t vectors = elements / lanes_of(c.isa, c.what.type);
  return static_cast<double>(counts.total()) / static_cast<double>(vectors);
}

std::vector<std::string> isa_names() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) names.push_back(simdact_isa_name(i));
  return names;
}

bool is_wanted(const std::vector<std::string>& wanted, const std::string& one) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), one) != wanted.end();
}

limits count_all(const settings& s) {
  limits measured;
  arrays a;
  for (const std::vector<candidate>& task : all_candidates(s.ops)) {
    if (task.front().what.joined != nullptr) continue;
    for (const candidate& c : task) {
      if (!c.ours || c.yardstick || c.isa == "generic" || !is_wanted(s.isas, c.isa)) continue;
      if (!is_wanted(s.types, ulp::dtype_name(c.what.type))) continue;
      c.select();
      std::vector<double>& counts = measured[c.path()];
      for (const std::string& set : sets) counts.push_back(count_kernel(c, set, a, s.where));
      fmt::print("{:<44} {:7.3f}\n", c.path(), fmt::join(counts, " "));
    }
  }
  return measured;
}

// What rises above its limit, or has none.
int compare(const limits& measured, const limits& allowed) {
  int failures = 0;
  for (const auto& [name, counts] : measured) {
    const auto limit = allowed.find(name);
    for (std::size_t i = 0; i < sets.size(); ++i) {
      if (limit != allowed.end() && counts[i] <= limit->second[i] + 0.0005) continue;
      const std::string stated = limit == allowed.end() ? "none" : fmt::format("{:.3f}", limit->second[i]);
      fmt::print(stderr, "{}: {:.3f} assists per vector of {}, stated: {}\n", name, counts[i], sets[i], stated);
      ++failures;
    }
  }
  return failures;
}

int run(const settings& s) {
  if (!can_count_assists()) {
    fmt::print("simdact-assists: needs Linux on x86-64 and a CPU with AVX2\n");
    return 77;
  }
  require_subnormals();
  // Where they are to be written there may be none yet.
  const bool stated = !s.limits.empty() && (!s.write || std::filesystem::exists(s.limits));
  limits all = stated ? read_limits(s.limits) : limits();
  const limits measured = count_all(s);
  if (measured.empty()) throw std::runtime_error("no kernel here is of these storage types and instruction sets");
  if (s.limits.empty()) return 0;
  if (!s.write) return compare(measured, all) == 0 ? 0 : 1;
  for (const auto& [name, counts] : measured) all[name] = counts;
  write_limits(s.limits, all);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  settings s;
  CLI::App app(
      "Counts, for each kernel, the instructions per vector that a CPU with assists would hand to microcode, for the "
      "benchmark's inputs: normal, tails, subnormal, bits. Exits with 77 where nothing can be counted.");
  app.add_option("functions", s.ops, "to count (default: all)")->check(CLI::IsMember(op_names()));
  app.add_option("--isa", s.isas, "instruction sets (default: all but generic)")->check(CLI::IsMember(isa_names()));
  app.add_option("--dtype", s.types, "storage types (default: all)")->check([](const std::string& name) {
    return ulp::dtype_from_name(name) ? "" : "no dtype " + name;
  });
  auto* limits_file = app.add_option("--limits", s.limits, "fail where a count is above that in this file");
  app.add_flag("--write", s.write, "write the counts to that file")->needs(limits_file);
  app.add_flag("--where", s.where, "show how many of each set's are by which instruction");
  CLI11_PARSE(app, argc, argv);
  try {
    return run(s);
  } catch (const std::exception& error) {
    fmt::print(stderr, "simdact-assists: {}\n", error.what());
    return 1;
  }
}
