// SPDX-License-Identifier: MIT
#include "sweep.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "clones.hpp"
#include "ulp.hpp"

namespace simdact::ulp {
namespace {

constexpr std::size_t block = 4096;
constexpr std::uint64_t blocks_per_claim = 64;
// The oracle's 40 bits leave 2^-16 ulp of doubt, taken four times.
constexpr double surely_rounded = 0.5 - 0x1p-14;

struct buffers {
  alignas(64) float x[block];
  alignas(64) float y[block];
  alignas(64) double t[block];
};

void check_special(float x, float y, double t, sweep_result& into) {
  if (special_ok(x, y, t)) return;
  ++into.wrong_specials;
  into.keep_example({static_cast<double>(x), static_cast<double>(y), t});
}

void check_rounding(const oracle::function& f, float x, float y, double t, sweep_result& into) {
  float want = static_cast<float>(t);
#if defined(SIMDACT_HAVE_MPFR)
  if (std::isfinite(x)) {
    ++into.decided_by_mpfr;
    const oracle::exact_value exact = oracle::evaluate_exactly(f.id, f.way, nullptr, x);
    want = static_cast<float>(rounded(f32_format, exact.high, exact.low));
  }
#else
  (void)f;
#endif
  if (same(y, want)) return;
  ++into.misrounded;
  into.keep_example({static_cast<double>(x), static_cast<double>(y), static_cast<double>(want)});
}

// Whether a block holds anything but ordinary results with errors up to `limit`: a NaN, an infinity, a zero that is not
// exact, another sign. One pass without branches, which the compiler turns into vectors.
SIMDACT_CLONES bool needs_attention(const buffers& b, std::size_t n, double limit) {
  std::uint64_t ordinary = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double t = b.t[i], y = static_cast<double>(b.y[i]);
    const std::uint64_t good = static_cast<std::uint64_t>(std::fabs(y - t) * per_ulp(t) <= limit) &
                               static_cast<std::uint64_t>(std::fabs(t) < overflow) &
                               static_cast<std::uint64_t>(std::fabs(b.x[i]) < HUGE_VALF) &
                               static_cast<std::uint64_t>((t != 0) | (y == 0)) & ~((bits_of(t) ^ bits_of(y)) >> 63);
    ordinary &= good;
  }
  return ordinary == 0;
}

// The same of a relaxed kernel, with errors in ulp of the larger of x and the result up to `limit`, and in ulp of the
// result up to `of_result` where that has weight. A result may be zero.
SIMDACT_CLONES bool needs_attention(const buffers& b, std::size_t n, double limit, double of_result) {
  std::uint64_t ordinary = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double t = b.t[i], y = static_cast<double>(b.y[i]), x = static_cast<double>(b.x[i]);
    const double off = std::fabs(y - t), size = std::fabs(t), larger = size < std::fabs(x) ? x : t;
    const std::uint64_t good = static_cast<std::uint64_t>(off * per_ulp(larger) <= limit) &
                               (static_cast<std::uint64_t>(off * per_ulp(t) <= of_result) |
                                static_cast<std::uint64_t>(size < std::fabs(x) * least_part)) &
                               static_cast<std::uint64_t>(size < overflow) &
                               static_cast<std::uint64_t>(std::fabs(x) < HUGE_VAL) &
                               static_cast<std::uint64_t>((t != 0) | (y == 0)) & ~((bits_of(t) ^ bits_of(y)) >> 63);
    ordinary &= good;
  }
  return ordinary == 0;
}

void measure_relaxed(const buffers& b, std::size_t n, sweep_result& into) {
  if (!needs_attention(b, n, into.max_ulp, into.result_ulp)) return;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = static_cast<double>(b.x[i]), t = b.t[i];
    check_special(b.x[i], b.y[i], t, into);
    if (!std::isfinite(x) || !(std::fabs(t) < overflow)) continue;
    const double of_larger = error_of_larger(f32_format, x, static_cast<double>(b.y[i]), t), e = error(b.y[i], t);
    if (of_larger > into.max_ulp) into.max_ulp = of_larger, into.worst = x;
    if (has_weight(x, t) && e > into.result_ulp) into.result_ulp = e, into.result_worst = x;
  }
}

void measure(const sweep_task& task, const buffers& b, std::size_t n, sweep_result& into) {
  if (task.counted_in == unit::of_larger) return measure_relaxed(b, n, into);
  const double limit = task.correct_rounding ? std::min(into.max_ulp, surely_rounded) : into.max_ulp;
  if (!needs_attention(b, n, limit)) return;
  for (std::size_t i = 0; i < n; ++i) {
    const float x = b.x[i], y = b.y[i];
    const double t = b.t[i], e = error(y, t);
    check_special(x, y, t, into);
    if (e > into.max_ulp && e < HUGE_VAL && std::fabs(t) < overflow) {
      into.max_ulp = e;
      into.worst = static_cast<double>(x);
    }
    if (task.correct_rounding && e >= surely_rounded && e < HUGE_VAL) check_rounding(*task.function, x, y, t, into);
  }
}

// Blocks [from, to) of the inputs.
void run_blocks(const sweep_task& task, std::uint64_t count, std::uint64_t from, std::uint64_t to, buffers& b,
                sweep_result& into) {
  for (std::uint64_t k = from; k < to; ++k) {
    const std::uint64_t start = k * block;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(block, count - start));
    for (std::size_t i = 0; i < n; ++i) b.x[i] = float_of(static_cast<std::uint32_t>((start + i) * task.stride));
    for (std::size_t j = 0; j < task.kernels.size(); ++j) {
      task.kernels[j].run(nullptr, b.x, b.y, n);
      into.hashes[j].add(b.x, b.y, n);
      if (j > 0 || !task.measure) continue;
      task.function->evaluate(nullptr, b.x, b.t, n);
      measure(task, b, n, into);
    }
  }
}

// The inputs that a stride may miss.
void run_specials(const sweep_task& task, buffers& b, sweep_result& into) {
  std::size_t n = 0;
  for (const std::uint32_t magnitude :
       {0u, 1u, 0x007fffffu, 0x00800000u, 0x7f7fffffu, 0x7f800000u, 0x7f800001u, 0x7fffffffu}) {
    for (const std::uint32_t sign : {0u, 0x80000000u}) b.x[n++] = float_of(magnitude | sign);
  }
  task.kernels[0].run(nullptr, b.x, b.y, n);
  task.function->evaluate(nullptr, b.x, b.t, n);
  measure(task, b, n, into);
}

}  // namespace

// The first input of the largest error, whichever thread met it.
void sweep_result::merge(const sweep_result& part) {
  if (is_worse(part.max_ulp, part.worst)) {
    max_ulp = part.max_ulp;
    worst = part.worst;
  }
  if (part.result_ulp > result_ulp ||
      (part.result_ulp == result_ulp && bits_of(part.result_worst) < bits_of(result_worst))) {
    result_ulp = part.result_ulp;
    result_worst = part.result_worst;
  }
  wrong_specials += part.wrong_specials;
  misrounded += part.misrounded;
  decided_by_mpfr += part.decided_by_mpfr;
  inputs += part.inputs;
  for (const wrong_result& example : part.examples) keep_example(example);
  for (std::size_t j = 0; j < hashes.size(); ++j) hashes[j] += part.hashes[j];
}

double run_once(const candidate& k, simdact_dtype dtype, double x) {
  const format& f = format_of(dtype);
  std::uint64_t bits = bits_of(f, x);
  k.run(nullptr, &bits, &bits, 1);
  return value_of(f, load_bits(f, &bits, 0));
}

sweep_result sweep(const sweep_task& task, const progress& report) {
  const std::uint64_t count = ((std::uint64_t{1} << 32) + task.stride - 1) / task.stride;
  const std::uint64_t blocks = (count + block - 1) / block;
  std::atomic<std::uint64_t> next{0}, done{0};
  std::vector<sweep_result> parts(task.threads);
  const auto work = [&](unsigned id) {
    sweep_result& mine = parts[id];
    mine.hashes.resize(task.kernels.size());
    const auto b = std::make_unique<buffers>();
    if (id == 0 && task.measure && task.stride != 1) run_specials(task, *b, mine);
    for (;;) {
      const std::uint64_t from = next.fetch_add(blocks_per_claim);
      if (from >= blocks) return;
      const std::uint64_t to = std::min(from + blocks_per_claim, blocks);
      run_blocks(task, count, from, to, *b, mine);
      done += to - from;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned id = 0; id < task.threads; ++id) threads.emplace_back(work, id);
  for (int tick = 0; done < blocks; ++tick) {
    std::this_thread::sleep_for(std::chrono::milliseconds(tick < 20 ? 10 : 250));
    report(static_cast<double>(done) / static_cast<double>(blocks));
  }
  for (std::thread& t : threads) t.join();
  sweep_result all;
  all.hashes.resize(task.kernels.size());
  for (const sweep_result& part : parts) all.merge(part);
  all.inputs = count;
  return all;
}

}  // namespace simdact::ulp
