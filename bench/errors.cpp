// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "context.hpp"

namespace bench {
namespace {

using nlohmann::ordered_json;

// Rounded to so many digits: the rest is noise. JSON has no infinity: null stands for it.
ordered_json to_json(double value, int digits) {
  return std::isfinite(value) ? ordered_json(std::stod(fmt::format("{:.{}g}", value, digits))) : ordered_json();
}

double to_double(const ordered_json& value) {
  return value.is_null() ? std::numeric_limits<double>::infinity() : value.get<double>();
}

ordered_json curve_to_json(const measured_error& e) {
  ordered_json points = ordered_json::array();
  for (const auto& [x, ulp] : e.curve) points.push_back({to_json(x, 4), to_json(ulp, 3)});
  return points;
}

measured_error from_json(const ordered_json& j) {
  measured_error e{to_double(j.at("ulp")), j.at("worst"), j.at("wrong_specials"), {}, j.at("stride")};
  for (const ordered_json& point : j.at("curve")) e.curve.emplace_back(point.at(0), to_double(point.at(1)));
  return e;
}

std::string temporary_name(const std::string& file) { return file + ".new"; }

}  // namespace

errors errors::read(const std::string& file) {
  errors all;
  std::ifstream in(file);
  if (!in && !std::filesystem::exists(file)) return all;
  try {
    const ordered_json whole = ordered_json::parse(in);
    for (const ordered_json& j : whole.at("errors")) {
      const task what{j.at("op"), j.at("direction"), j.at("dtype")};
      candidate who{what, j.at("candidate"), j.at("isa"), j.at("version"), nullptr, nullptr, nullptr, false, -1};
      all.set(who, from_json(j));
    }
  } catch (const nlohmann::json::exception& error) {
    throw std::runtime_error(file + " is not a file of errors: " + error.what());
  }
  return all;
}

void errors::write(const std::string& file) const {
  ordered_json about;
  for (const auto& [key, value] : context()) about[key] = value;
  std::string text = "{\"context\": " + about.dump(1) + ",\n\"errors\": [\n";
  const char* separator = "";
  for (const auto& [path, e] : by_path_) {
    const ordered_json one = {{"op", e.who.what.op},
                              {"direction", e.who.what.direction},
                              {"dtype", e.who.what.dtype},
                              {"candidate", e.who.name},
                              {"version", e.who.version},
                              {"isa", e.who.isa},
                              {"ulp", to_json(e.error.ulp, 6)},
                              {"worst", e.error.worst},
                              {"wrong_specials", e.error.wrong_specials},
                              {"stride", e.error.stride},
                              {"curve", curve_to_json(e.error)}};
    text += separator + one.dump();
    separator = ",\n";
  }
  replace_file(file, text + "\n]}\n");
}

const measured_error* errors::find(const candidate& c) const {
  const auto found = by_path_.find(c.path());
  return found == by_path_.end() || found->second.who.version != c.version ? nullptr : &found->second.error;
}

void errors::set(const candidate& c, measured_error e) { by_path_[c.path()] = {c, std::move(e)}; }

void check_writable(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::exists(file, ignored) && !fs::is_regular_file(file, ignored)) {
    throw std::runtime_error("cannot write " + file + ": it is not a file");
  }
  const bool there = static_cast<bool>(std::ofstream(temporary_name(file)));
  std::remove(temporary_name(file).c_str());
  if (!there) throw std::runtime_error("cannot write " + file);
}

void replace_file(const std::string& file, const std::string& text) {
  const std::string temporary = temporary_name(file);
  std::ofstream out(temporary);
  out << text;
  out.close();
  if (!out || std::rename(temporary.c_str(), file.c_str()) != 0) {
    std::remove(temporary.c_str());
    throw std::runtime_error("cannot write " + file);
  }
}

}  // namespace bench
