// SPDX-License-Identifier: MIT
// The results, and their two forms: tables and JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accuracy.hpp"
#include "candidate.hpp"
#include "curve.hpp"
#include "machine.hpp"
#include "timing.hpp"

namespace bench {

struct row {
  candidate who;
  std::optional<accuracy> error;  // none for a yardstick
  std::vector<timing> times;      // by size
};

struct op_report {
  std::string op;
  std::vector<row> rows;  // ours, the peers', the yardsticks'
  curve picture;
  struct run {
    std::size_t n;
    int kept, dropped;  // rounds
    double noise;       // (median - min) / min of the copy that gates the rounds
  };
  std::vector<run> runs;  // by size
};

struct report {
  machine where;
  timing_options timing;
  accuracy_options accuracy;
  std::vector<op_report> ops;
};

// The copy of the candidate's own instruction set; the widest one's for a candidate that names none.
const row* yardstick_of(const op_report& op, const candidate& who);
// Ratio to the copy of the same run at sizes[index]; 0 without a copy. By the medians where it is printed: the copy's
// minimum is a rare state of some CPUs.
double copy_ratio(const op_report& op, const row& r, std::size_t index, double timing::*by);
// The size that ratios are given for: 4096, or the last one measured.
std::size_t main_size(const op_report& op);

std::string format_head(const report& r);
std::string format_op(const op_report& op);
std::string format_summary(const report& r);
// Throws where write_json would for want of a place.
void check_writable(const std::string& file);
// The whole file or nothing.
void write_json(const report& r, const std::string& file);

}  // namespace bench
