// SPDX-License-Identifier: MIT
// simdact-gbench: the same candidates under Google Benchmark, as op/direction/dtype/tier/isa/n, a peer's name in the
// tier's place. Times per element: the counter "ns".
#include <benchmark/benchmark.h>

#include <vector>

#include "candidate.hpp"
#include "inputs.hpp"

namespace {

void run_candidate(benchmark::State& state, const bench::candidate& c) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::vector<float> x(n), y(n);
  bench::fill_inputs(c.op, bench::default_seed, x.data(), n);
  for (auto _ : state) {
    c.run(c.params, x.data(), y.data(), n);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<bench::candidate> all = bench::all_candidates();
  for (const bench::candidate& c : all) {
    benchmark::RegisterBenchmark(bench::path_of(c).c_str(), [&c](benchmark::State& state) { run_candidate(state, c); })
        ->Arg(16)
        ->Arg(64)
        ->Arg(4096)
        ->Arg(65536);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
