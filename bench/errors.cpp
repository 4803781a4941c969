// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace bench {

json read_errors(const std::string& file) {
  if (!std::filesystem::exists(file)) return json::object();
  try {
    std::ifstream in(file);
    json errors = json::parse(in).at("errors");
    for (const json& one : errors) {
      for (const char* key : {"version", "ulp", "wrong", "wrong_specials", "stride"}) one.at(key);
    }
    return errors;
  } catch (const json::exception& error) {
    throw std::runtime_error(file + " is not a file of errors: " + error.what());
  }
}

const json* find_error(const json& errors, const candidate& c) {
  const auto found = errors.find(c.path());
  return found == errors.end() || found->at("version") != c.version ? nullptr : &*found;
}

}  // namespace bench
