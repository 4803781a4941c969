// SPDX-License-Identifier: MIT
// The measured errors of all candidates, kept in a file: they do not change from run to run.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "candidate.hpp"

namespace bench {

struct measured_error {
  double ulp = 0;     // infinite where a result is not finite and should be, or the other way round
  std::string worst;  // an input of it, in hex
  std::vector<std::string> wrong_specials;       // special inputs with a wrong result: "-inf", "nan", ...
  std::vector<std::pair<double, double>> curve;  // x and the largest error around it, rising in x
  std::uint32_t stride = 0;                      // every so manieth float was tried
};

class errors {
 public:
  // A file that is not there is empty. Throws where it is there and is nothing of the kind.
  static errors read(const std::string& file);
  // The whole file or nothing.
  void write(const std::string& file) const;

  // Null where the candidate's present version was not measured.
  const measured_error* find(const candidate& c) const;
  // In place of what was known of the candidate.
  void set(const candidate& c, measured_error e);

 private:
  struct entry {
    candidate who;  // without its functions
    measured_error error;
  };
  std::map<std::string, entry> by_path_;
};

// Writes the whole file or nothing.
void replace_file(const std::string& file, const std::string& text);
// Throws where replace_file would for want of a place.
void check_writable(const std::string& file);

}  // namespace bench
