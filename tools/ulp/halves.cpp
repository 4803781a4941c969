// SPDX-License-Identifier: MIT
#include "halves.hpp"

#include "critical.hpp"
#include "record.hpp"
#include "ulp.hpp"

namespace simdact::ulp {
namespace {

// The oracle's 40 bits leave less doubt than this.
constexpr double surely_rounded = 0.5 - 0x1p-20;

// Numbers of both types: of either sign, with a full significand and with one digit, large and small.
constexpr double gradients[] = {-1, -0x1.fep0, 0x1.54p5, -0x1.0cp-3, 0x1.5p-12};

struct numbers {
  const format& type;
  std::vector<double> x, t;
  std::vector<std::uint16_t> in;
};

numbers all_numbers(const kernel_id& k, const oracle::function& f) {
  numbers all{format_of(k.dtype), all_inputs(k.dtype), {}, {}};
  const std::vector<float> lanes(all.x.begin(), all.x.end());
  all.t.resize(lanes.size());
  f.evaluate(nullptr, lanes.data(), all.t.data(), lanes.size());
  all.in.resize(lanes.size());
  store(all.type, all.x.data(), all.in.data(), all.x.size());
  return all;
}

void check_rounding(const kernel_id& k, const format& type, const wrong_result& r, sweep_result& into) {
  double want = rounded(type, r.want);
#if defined(SIMDACT_HAVE_MPFR)
  if (std::isfinite(r.x)) {
    ++into.decided_by_mpfr;
    const oracle::exact_value exact = oracle::evaluate_exactly(k, nullptr, r.x);
    want = rounded(type, exact.high, exact.low);
  }
#else
  (void)k;
#endif
  if (same(r.got, want)) return;
  ++into.misrounded;
  into.keep_example({r.x, r.got, want});
}

void measure(const kernel_id& k, const numbers& all, const std::vector<double>& y, sweep_result& into) {
  for (std::size_t i = 0; i < y.size(); ++i) {
    const wrong_result r{all.x[i], y[i], all.t[i]};
    const double e = error(all.type, r.got, r.want);
    if (!special_ok(all.type, r.x, r.got, r.want)) {
      ++into.wrong_specials;
      into.keep_example(r);
    }
    if (!(e < HUGE_VAL) || std::fabs(r.want) >= overflow_of(all.type)) continue;
    if (into.is_worse(e, r.x)) into.max_ulp = e, into.worst = r.x;
    if (is_correctly_rounded(k) && e >= surely_rounded) check_rounding(k, all.type, r, into);
  }
}

// dx for other dy than 1, each as the exact product has it; of an f' that is beyond the floats, that of infinity.
void check_products(const candidate& on, const numbers& all, double bound, sweep_result& into) {
  const std::size_t n = all.x.size();
  std::vector<std::uint16_t> dy(n), dx(n);
  std::vector<double> y(n);
  for (const double gradient : gradients) {
    dy.assign(n, static_cast<std::uint16_t>(bits_of(all.type, gradient)));
    on.run.backward()(nullptr, all.in.data(), dy.data(), dx.data(), n);
    load(all.type, dx.data(), y.data(), n);
    for (std::size_t i = 0; i < n; ++i) {
      const bool beyond = std::fabs(all.t[i]) >= overflow_of(f32_format);
      const double slope = beyond ? std::copysign(HUGE_VAL, all.t[i]) : all.t[i];
      const double t = slope * gradient, e = error(all.type, y[i], t);
      const bool right = special_ok(all.type, all.x[i], y[i], t) && !(std::isfinite(e) && e > bound);
      if (right) continue;
      ++into.wrong_specials;
      into.keep_example({all.x[i], y[i], t});
    }
  }
}

}  // namespace

sweep_result sweep_halves(const kernel_id& k, const std::vector<candidate>& kernels, double bound) {
  const numbers all = all_numbers(k, *oracle::find(k.op, k.way));
  const std::size_t n = all.x.size();
  std::vector<std::uint16_t> out(n);
  std::vector<double> y(n);
  sweep_result result;
  result.inputs = n;
  result.hashes.resize(kernels.size());
  for (std::size_t j = 0; j < kernels.size(); ++j) {
    kernels[j].run(nullptr, all.in.data(), out.data(), n);
    result.hashes[j].add(all.type, all.in.data(), out.data(), n);
    if (j > 0) continue;
    load(all.type, out.data(), y.data(), n);
    measure(k, all, y, result);
  }
  if (k.way != direction::forward) check_products(kernels.front(), all, bound, result);
  return result;
}

}  // namespace simdact::ulp
