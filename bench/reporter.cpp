// SPDX-License-Identifier: MIT
#include "reporter.hpp"

#include <nlohmann/json.hpp>

#include "json_file.hpp"

namespace bench {

reporter::reporter() {
  SetOutputStream(&ignored_);
  writer_.SetOutputStream(&text_);
}

// Google Benchmark begins anew with each group.
bool reporter::ReportContext(const Context& context) {
  if (!begun_) writer_.ReportContext(context);
  begun_ = true;
  return true;
}

void reporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> kept;
  for (const Run& run : runs) {
    const bool one = run.run_type == Run::RT_Iteration;
    if (!one && run.aggregate_name != "min" && run.aggregate_name != "median") continue;
    kept.push_back(run);
    timing& t = times_[run.run_name.str()];
    const double ns = run.counters.at(ns_counter);
    if (one || run.aggregate_name == "min") t.min = ns;
    if (one || run.aggregate_name == "median") t.median = ns;
  }
  if (!kept.empty()) writer_.ReportRuns(kept);
}

void reporter::write(const std::string& file) {
  writer_.Finalize();
  auto all = nlohmann::ordered_json::parse(text_.str());
  all["context"].erase("host_name");  // files of results are made public
  write_list(file, all["context"], "benchmarks", all["benchmarks"]);
}

}  // namespace bench
