// SPDX-License-Identifier: MIT
// The measured errors of all candidates, kept in a file: they do not change from run to run.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "candidate.hpp"

namespace bench {

struct measured_error {
  double ulp = 0;     // infinite where a result is not finite and should be, or the other way round
  std::string worst;  // an input of it, in hex
  std::vector<std::string> wrong_specials;            // special inputs with a wrong result: "-inf", "nan", ...
  std::uint32_t stride = 0;                           // every so manieth float was tried
  std::vector<std::pair<double, double>> curve = {};  // x and the largest error around it, rising in x
};

class errors {
 public:
  // A file that is not there is empty. Throws where it is there and is nothing of the kind.
  static errors read(const std::string& file);
  // The whole file or nothing.
  void write(const std::string& file) const;

  // All but the curve; none where the candidate's present version was not measured.
  std::optional<measured_error> find(const candidate& c) const;
  // In place of what was known of the candidate.
  void set(const candidate& c, const measured_error& e);

 private:
  std::map<std::string, nlohmann::ordered_json> by_path_;
};

}  // namespace bench
