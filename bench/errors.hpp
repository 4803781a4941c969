// SPDX-License-Identifier: MIT
// The measured errors of all candidates, kept in a file, since they do not change from run to run: {"errors": {path:
// ...}} by candidate::path, each with
//   version         the candidate's; of another one nothing is known
//   ulp, worst      the largest error, null for an infinite one, and an input of it in hex
//   wrong, inputs   how many results were not the correctly rounded ones, of how many
//   wrong_specials  special inputs with a wrong result: "-inf", "nan", ...
//   stride          how dense the sample was
//   curve           [x, largest error around it], rising in x
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "candidate.hpp"

namespace bench {

using nlohmann::json;

// The entries by path; of a file that is not there, none. Throws where it is there and is nothing of the kind.
json read_errors(const std::string& file);
// The candidate's entry; null where its present version was not measured.
const json* find_error(const json& errors, const candidate& c);

// Entries for candidates of one task, at default parameters: 16-bit types over all inputs, f32 over every stride-th,
// and as f64 over grids too. The exact values are computed by so many threads. Empty where there are none to compare
// with.
std::vector<json> measure_errors(const std::vector<candidate>& candidates, std::uint32_t stride, unsigned threads);

}  // namespace bench
