// SPDX-License-Identifier: MIT
#include "core.hpp"

#include <fmt/format.h>

#include <algorithm>

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

argument current;

// Between two places of largest_r and 0, so that it is on the case's side.
double sample() { return (current.low + current.high) / 2 + (current.high - current.low) / 5; }

// Beside 0, whether e^r - 1 has no second part.
bool vanishes() { return current.high - current.low < 0x1p-800; }

}  // namespace

parts two_sum(const traced& a, const traced& b) {
  if (is_constant(a) && is_constant(b)) return core::f64::two_sum<traced>(a, b);
  const traced high = a + b;
  return {high, lost_by(high, a, b)};
}

parts fast_two_sum(const traced& a, const traced& b) {
  if (is_zero(a)) return {b, traced(0.0)};
  if (!record.orders_sums || (is_constant(a) && is_constant(b))) return core::f64::fast_two_sum<traced>(a, b);
  record.conditions.push_back(fmt::format("|{}| - |{}| <= 0", record.nodes[b.node].text, record.nodes[a.node].text));
  return two_sum(a, b);
}

core::f64::exp_reduced<traced> exp_reduce(const traced&) {
  return {traced(current.n + core::f64::shifter), input("r", sample()),
          current.n == 0 ? traced(0.0) : input("low", 0x1p-60)};
}

parts exp_remainder(const core::f64::exp_reduced<traced>& e) {
  if (current.beside_zero) return {e.r, vanishes() ? traced(0.0) : input("pl", 0)};
  return {input("ph", std::expm1(sample())), input("pl", 0x1p-60)};
}

script begin(const std::string& name, const argument& t) {
  script s(fmt::format("{}, n = {}, r in [{:.4g}, {:.4g}]", name, t.n, t.low, t.high));
  current = t;
  const auto outward = [](double x, double direction) { return std::nextafter(x, direction); };
  const double low = outward(std::expm1(t.low), -1), high = outward(std::expm1(t.high), 1);
  const double slack = t.n == 0 ? 0x1p-50 * std::max(-low, high) : 0x1p-50;
  s.given("@FLT(r, 53)");
  s.given("@FLT(ph, 53)");
  s.given("r", t.low, t.high);
  if (t.n != 0) s.given("low", -largest_low, largest_low);
  s.given("T", low, high);
  s.given("ph", low - slack, high + slack);
  // Half of the last place of ph.
  const double tail = t.n == 0 ? 0x1p-53 * (std::max(-low, high) + slack) : largest_tail;
  s.given("pl", -tail, tail);
  s.given(fmt::format("ph + pl {} T", t.n == 0 ? "-/" : "-"), t.n == 0 ? -near_error : -far_error,
          t.n == 0 ? near_error : far_error);
  return s;
}

script begin_beside_zero(const std::string& name, double low, double high) {
  script s(fmt::format("{}, x in [{:a}, {:a}]", name, low, high));
  current = {0, low, high, true};
  const int exponent = std::ilogb(std::max(-low, high));
  s.allow_subnormal();
  s.given("@FLT(r, 53)");
  s.given("@FIX(r, -1074)");
  s.given("r", low, high);
  s.given(fmt::format("|T| <= 1b{}", exponent + 1));
  s.given(fmt::format("|r - T| <= 1b{}", exponent - 60));
  s.given(fmt::format("|r + {} - T| <= 1b{}", text(exp_remainder(exp_reduce(traced())).low), exponent - 59));
  if (!vanishes()) s.given(fmt::format("|pl| <= 1b{}", exponent - 60));
  return s;
}

}  // namespace proof
SIMDACT_NAMESPACE_END
