// SPDX-License-Identifier: MIT
// simdact-gbench: the same candidates under Google Benchmark, as op/direction/dtype/tier/isa/n, a peer's name in the
// tier's place. Times per element: the counter "ns".
#include <benchmark/benchmark.h>

#include <vector>

#include "candidate.hpp"
#include "inputs.hpp"

namespace {

constexpr std::int64_t largest = std::int64_t{1} << 24;

void run_candidate(benchmark::State& state, const bench::candidate& c) {
  const auto n = static_cast<std::size_t>(state.range(0));
  static bench::arrays a(static_cast<std::size_t>(largest), bench::input_kind::normal);
  a.prepare(c.op);
  for (auto _ : state) {
    c.run(c.params, a.x(), a.y(), n);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<bench::candidate> all = bench::all_candidates();
  for (const bench::candidate& c : all) {
    benchmark::RegisterBenchmark(bench::path_of(c).c_str(), [&c](benchmark::State& state) { run_candidate(state, c); })
        ->RangeMultiplier(4)
        ->Range(1, largest);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
