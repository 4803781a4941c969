// SPDX-License-Identifier: MIT
// Takes what Google Benchmark measured: for the tables, and for one file of all groups.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace bench {

struct timing {
  double min = 0, median = 0;  // ns per element
};

// The counter that holds ns per element.
constexpr const char* ns_counter = "ns";

class reporter : public benchmark::BenchmarkReporter {
 public:
  reporter();
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;

  // By the benchmark's name.
  const std::map<std::string, timing>& times() const { return times_; }
  // Everything, as Google Benchmark's JSON.
  void write(const std::string& file);

 private:
  benchmark::JSONReporter writer_;
  std::ostringstream text_, ignored_;
  std::map<std::string, timing> times_;
  bool begun_ = false;
};

}  // namespace bench
