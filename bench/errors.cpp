// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "context.hpp"
#include "json_file.hpp"

namespace bench {
namespace {

using nlohmann::ordered_json;

// Rounded to so many digits: the rest is noise. JSON has no infinity: null stands for it.
ordered_json to_json(double value, int digits) {
  return std::isfinite(value) ? ordered_json(std::stod(fmt::format("{:.{}g}", value, digits))) : ordered_json();
}

std::string path_of(const ordered_json& j) {
  const auto part = [&](const char* key) { return j.at(key).get<std::string>(); };
  return part("op") + "/" + part("direction") + "/" + part("dtype") + "/" + part("candidate") + "/" + part("isa");
}

measured_error from_json(const ordered_json& j) {
  return {j.at("ulp").is_null() ? std::numeric_limits<double>::infinity() : j.at("ulp").get<double>(), j.at("worst"),
          j.at("wrong_specials"), j.at("stride")};
}

}  // namespace

errors errors::read(const std::string& file) {
  errors all;
  std::ifstream in(file);
  if (!in && !std::filesystem::exists(file)) return all;
  try {
    const ordered_json whole = ordered_json::parse(in);
    for (const ordered_json& one : whole.at("errors")) {
      from_json(one);  // which throws where something is missing
      one.at("version").get<std::string>();
      all.by_path_[path_of(one)] = one;
    }
  } catch (const nlohmann::json::exception& error) {
    throw std::runtime_error(file + " is not a file of errors: " + error.what());
  }
  return all;
}

void errors::write(const std::string& file) const {
  ordered_json about;
  for (const auto& [key, value] : context()) about[key] = value;
  ordered_json entries = ordered_json::array();
  for (const auto& [path, one] : by_path_) entries.push_back(one);
  write_list(file, about, "errors", entries);
}

std::optional<measured_error> errors::find(const candidate& c) const {
  const auto found = by_path_.find(c.path());
  if (found == by_path_.end() || found->second.at("version") != c.version) return std::nullopt;
  return from_json(found->second);
}

void errors::set(const candidate& c, const measured_error& e) {
  ordered_json curve = ordered_json::array();
  for (const auto& [x, ulp] : e.curve) curve.push_back({to_json(x, 4), to_json(ulp, 3)});
  by_path_[c.path()] = {{"op", simdact_op_name(c.what.op)},
                        {"direction", ulp::name_of(c.what.way)},
                        {"dtype", ulp::dtype_name(c.what.type)},
                        {"candidate", c.name},
                        {"version", c.version},
                        {"isa", c.isa},
                        {"ulp", to_json(e.ulp, 6)},
                        {"worst", e.worst},
                        {"wrong_specials", e.wrong_specials},
                        {"stride", e.stride},
                        {"curve", curve}};
}

}  // namespace bench
