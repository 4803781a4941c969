// SPDX-License-Identifier: MIT
#include "json_file.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bench {
namespace {

std::string temporary_name(const std::string& file) { return file + ".new"; }

}  // namespace

void check_writable(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const bool other = fs::exists(file, ignored) && !fs::is_regular_file(file, ignored);
  const bool there = !other && std::ofstream(temporary_name(file));
  std::remove(temporary_name(file).c_str());
  if (!there) throw std::runtime_error("cannot write " + file + (other ? ": it is not a file" : ""));
}

void write_list(const std::string& file, const nlohmann::ordered_json& context, const char* name,
                const nlohmann::ordered_json& entries) {
  std::ofstream out(temporary_name(file));
  out << "{\"context\": " << context.dump(1) << ",\n\"" << name << "\": [";
  const char* separator = "\n";
  for (const auto& one : entries) {
    out << separator << one.dump();
    separator = ",\n";
  }
  out << "\n]}\n";
  out.close();
  if (!out || std::rename(temporary_name(file).c_str(), file.c_str()) != 0) {
    std::remove(temporary_name(file).c_str());
    throw std::runtime_error("cannot write " + file);
  }
}

}  // namespace bench
