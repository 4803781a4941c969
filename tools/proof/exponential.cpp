// SPDX-License-Identifier: MIT
// The reduction x = n ln 2 + t and the two parts of e^t - 1, core/f64/exp.hpp, which exp's relatives share.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "cases.hpp"
#include "core.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

// The error of a fit as the head of a coefficients' header states it, on the line that begins like this.
double stated_error(const std::string& header, const std::string& beginning) {
  std::ifstream file(header);
  const std::string words = "relative error below 2^";
  for (std::string line; std::getline(file, line);) {
    const auto at = line.find(words);
    if (line.rfind("// " + beginning, 0) == 0 && at != std::string::npos) {
      return std::exp2(std::strtod(line.c_str() + at + words.size(), nullptr));
    }
  }
  throw std::runtime_error(header + ": no line " + beginning + " that states an error");
}

void hold(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(std::string("proof: does not hold: ") + what);
}

// x log2e - n is the rounding error of a sum near 2^52, and x - n ln2_high that times ln2_high but for what ln2_high
// log2e lacks to 1. ln2 is the sum of its two parts but for 2^-98.
void prove_reduction_of(double low, double high) {
  using namespace coef::exact_exp;
  script s(fmt::format("exp_reduce, x in [{}, {}]", low, high));
  const traced x = input("x", (low + high) / 2), first(ln2_high), second(ln2_low);
  const auto e = core::f64::exp_reduce<traced>(x);
  const traced n = core::f64::exp_integer(e);
  s.given("@FLT(x, 53)");
  s.given("x", low, high);
  s.given(fmt::format("ln2 - ({} + {})", digits(ln2_high), digits(ln2_low)), -0x1p-98, 0x1p-98);
  s.define("t", fmt::format("x - {} * ln2", text(n)));
  s.define("fraction", fmt::format("x * {} - {}", digits(log2e), text(n)));
  s.name_lost("lost",
              {{1, e.r.node}, {1, e.low.node}, {-1, x.node}, {1, n.node, first.node}, {1, n.node, second.node}});
  s.hint(fmt::format("fraction -> -({0} - ({2})) - ({1} - ({3}));", text(e.shifted), text(n),
                     definition(e.shifted.node, false), definition(n.node, false)));
  const int head = record.nodes[static_cast<std::size_t>(e.r.node)].terms[1].a;
  s.hint(
      fmt::format("{0} -> fraction * {1} + x * (1 - {2} * {1});", definition(head, false), text(first), digits(log2e)));
  s.hint(fmt::format("t -> {3} - {0} * {2} - {0} * (ln2 - ({1} + {2}));", text(n), text(first), text(second),
                     definition(head, false)));
  s.hint(fmt::format("{} + {} - t -> lost + {} * (ln2 - ({} + {}));", text(e.r), text(e.low), text(n), text(first),
                     text(second)));
  s.cancel(e.low.node);
  s.shown(fmt::format("|{}| <= {:a}", text(e.r), largest_r));
  s.shown(fmt::format("|{}| <= {:a}", text(e.low), largest_low));
  s.shown(fmt::format("|t| <= {:a}", largest_r));
  s.shown(fmt::format("|{} + {} - t| <= {:a}", text(e.r), text(e.low), largest_lost));
  s.prove();
}

// r in [low, high]. Where r may be 0 the sums are taken with their roundings.
void prove_remainder_of(double n, double low, double high, double fit) {
  script s = begin("exp_remainder", {n, low, high});
  record.orders_sums = low * high > 0;
  const auto e = exp_reduce(traced());
  const parts p = core::f64::exp_remainder<traced>(e);
  s.name_sum("P", {p.high, p.low});
  if (!record.orders_sums) s.cancel(p.low.node);
  s.given(n == 0 ? "MP -/ E" : "MP - E", -fit, fit);
  s.shown(n == 0 ? fmt::format("|P -/ E| <= {:a}", near_error) : fmt::format("|P - E| <= {:a}", far_error));
  s.shown(fmt::format("|{}| <= {:a}", text(p.low), largest_tail));
  s.hint("$ r in 32;");
  s.prove();
}

}  // namespace

// The kernels reduce |x| < 2^11. Below 0.34 n = 0: r is x.
void prove_reduction() {
  prove_reduction_of(0.34, 0x1p11);
  prove_reduction_of(-0x1p11, -0.34);
}

// Near 0 the error is relative. Below 2^-54 the first part is r, since r^2 / 2 is below half of its last place, and the
// second between 0 and r^2 / 2 rounded, as is what it stands for: their error is below 2^-55 |r|. With a part low, what
// the kernel lacks besides the error of the fit, of e^r, is d e^t, low^2, and low (e^r - 1 - r - r^2 / 2).
void prove_remainder(const std::string& tree) {
  const std::string header = tree + "/include/simdact/coef/f64_exp.hpp";
  hold(std::system(fmt::format("'{}/tools/coef/check.sh' --prove f64_exp", tree).c_str()) == 0,
       "what f64_exp.hpp states of its fits");
  const double near = stated_error(header, "c: relative error below");
  const double far = 0x1p-61;
  hold(1.5 * stated_error(header, "c: monomials") + 1.5 * largest_lost + 0.0078 * largest_low +
               2 * largest_low * largest_low <
           far,
       "the error of exp's remainder apart from roundings");
  for (double high = largest_r, low; high > 0x1p-54; high = low) {
    low = high == largest_r ? 0.25 : high / 2;
    prove_remainder_of(0, low, high, near);
    prove_remainder_of(0, -high, -low, near);
    if (high <= 0x1p-6) continue;
    prove_remainder_of(1, low, high, far);
    prove_remainder_of(1, -high, -low, far);
  }
  prove_remainder_of(1, -0x1p-6, 0x1p-6, far);
}

}  // namespace proof
SIMDACT_NAMESPACE_END
