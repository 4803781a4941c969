// SPDX-License-Identifier: MIT
#include "trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

bool same(const term& s, const term& t) { return s.factor == t.factor && s.a == t.a && s.b == t.b; }

// The number of the node, which may be one that is there already.
int added(node n) {
  for (std::size_t i = 0; i < record.nodes.size(); i++) {
    const node& v = record.nodes[i];
    const bool equal =
        v.terms.size() == n.terms.size() && std::equal(v.terms.begin(), v.terms.end(), n.terms.begin(), same);
    if (v.kind == n.kind && v.rounded == n.rounded && v.lost_by == n.lost_by && equal &&
        (n.text.empty() || n.text == v.text))
      return static_cast<int>(i);
  }
  if (n.text.empty()) n.text = fmt::format("v{}", record.nodes.size());
  record.nodes.push_back(std::move(n));
  return static_cast<int>(record.nodes.size()) - 1;
}

bool is_power_of_two(double x) {
  int exponent;
  return std::fabs(std::frexp(x, &exponent)) == 0.5;
}

std::string product_text(const term& t, bool exact) {
  const auto name = [&](int n) { return exact ? exact_name(n) : record.nodes[n].text; };
  std::string text;
  if (t.factor == -1) text = "-";
  if (std::fabs(t.factor) != 1 || t.a < 0) text = digits(t.factor) + (t.a < 0 ? "" : " * ");
  if (t.a >= 0) text += name(t.a);
  if (t.b >= 0) text += " * " + name(t.b);
  return text;
}

}  // namespace

std::string digits(double x) { return x < 0 ? fmt::format("({:a})", x) : fmt::format("{:a}", x); }

std::string exact_name(int n) {
  const node& v = record.nodes[n];
  return v.kind == node::leaf ? v.text : "M" + v.text;
}

std::string sum_text(const std::vector<term>& terms, bool exact) {
  std::string text;
  for (const term& t : terms) text += (text.empty() ? "" : " + ") + ("(" + product_text(t, exact) + ")");
  return text.empty() ? "0" : text;
}

std::string definition(int n, bool exact) {
  const node& v = record.nodes[n];
  if (v.lost_by >= 0) {
    const std::string high = exact ? exact_name(v.lost_by) : record.nodes[v.lost_by].text;
    return fmt::format("-({} - ({}))", high, definition(v.lost_by, exact));
  }
  if (v.kind == node::sum) return sum_text(v.terms, exact);
  const term& t = v.terms[0];
  const auto name = [&](int i) { return exact ? exact_name(i) : record.nodes[i].text; };
  return fmt::format("{} / {}", name(t.a), name(t.b));
}

traced::traced(double constant) : value(constant) { node = added({node::leaf, false, digits(constant), {}}); }

traced input(const std::string& name, long double value) { return {added({node::leaf, false, name, {}}), value}; }

traced computed(std::vector<term> terms, long double value, bool rounded) {
  return {added({node::sum, rounded, "", std::move(terms)}), value};
}

traced quotient(const traced& a, const traced& b) {
  return {added({node::quotient, true, "", {{1, a.node, b.node}}}), a.value / b.value};
}

traced lost_by(const traced& high, const traced& a, const traced& b) {
  return {added({node::sum, false, "", {{1, a.node}, {1, b.node}, {-1, high.node}}, high.node}),
          a.value + b.value - high.value};
}

bool is_constant(const traced& a) {
  const node& v = record.nodes[a.node];
  return v.kind == node::leaf && v.text == digits(static_cast<double>(a.value));
}

double constant(const traced& a) {
  if (!is_constant(a)) throw std::logic_error("not a constant");
  return static_cast<double>(a.value);
}

// factor a b; a power of two counts as a factor.
term product_of(double factor, const traced& a, const traced& b) {
  if (is_constant(b) && is_power_of_two(constant(b))) return {factor * constant(b), a.node};
  return {factor, a.node, b.node};
}

bool is_zero(const traced& a) { return is_constant(a) && a.value == 0; }

// Operations on constants are done here, which rounds them as the kernel does.
traced operator+(const traced& a, const traced& b) {
  if (is_constant(a) && is_constant(b)) return traced(constant(a) + constant(b));
  if (is_zero(a) || is_zero(b)) return is_zero(a) ? b : a;
  if (a.node == b.node) return computed({{2, a.node}}, a.value + b.value, false);
  return computed({{1, a.node}, {1, b.node}}, a.value + b.value);
}
traced operator-(const traced& a, const traced& b) {
  if (is_constant(a) && is_constant(b)) return traced(constant(a) - constant(b));
  if (is_zero(b)) return a;
  return computed({{1, a.node}, {-1, b.node}}, a.value - b.value);
}
traced operator*(const traced& a, const traced& b) {
  if (is_constant(a) && is_constant(b)) return traced(constant(a) * constant(b));
  if (is_constant(a)) return b * a;
  if (is_zero(b) || (is_constant(b) && b.value == 1)) return is_zero(b) ? b : a;
  const bool exact = is_constant(b) && is_power_of_two(constant(b));
  return computed({product_of(1, a, b)}, a.value * b.value, !exact);
}

traced_bits bits_of(const traced& a) {
  traced_bits i{};
  const double value = constant(a);
  std::memcpy(&i.value, &value, sizeof i.value);
  return i;
}

decision decided(const traced& a, const traced& b, bool holds) {
  const std::string x = record.nodes[a.node].text, y = record.nodes[b.node].text;
  if (!(is_constant(a) && is_constant(b))) {
    record.conditions.push_back(holds ? fmt::format("{} - {} <= -1b-1074", x, y) : fmt::format("{} - {} <= 0", y, x));
  }
  return {holds};
}

}  // namespace proof

namespace native {

using proof::computed;
using proof::constant;
using proof::decided;
using proof::is_constant;

namespace {

// sign_ab a b + sign_c c, rounded once.
traced fused(double sign_ab, const traced& a, const traced& b, double sign_c, const traced& c) {
  if (is_constant(a) && is_constant(b) && is_constant(c))
    return traced(std::fma(sign_ab * constant(a), constant(b), sign_c * constant(c)));
  if (is_constant(a) && !is_constant(b)) return fused(sign_ab, b, a, sign_c, c);
  if (proof::is_zero(b)) return sign_c < 0 ? negate(c) : c;
  if (proof::is_zero(c)) return sign_ab < 0 ? negate(a * b) : a * b;
  return computed({proof::product_of(sign_ab, a, b), {sign_c, c.node}}, sign_ab * a.value * b.value + sign_c * c.value);
}

}  // namespace

traced fma(const traced& a, const traced& b, const traced& c) { return fused(1, a, b, 1, c); }
traced fnma(const traced& a, const traced& b, const traced& c) { return fused(-1, a, b, 1, c); }
traced fms(const traced& a, const traced& b, const traced& c) { return fused(1, a, b, -1, c); }
traced div(const traced& a, const traced& b) { return proof::quotient(a, b); }

decision lt(const traced& a, const traced& b) { return decided(a, b, a.value < b.value); }
decision eq(const traced& a, const traced& b) {
  if (a.value != b.value) return {!decided(a, b, a.value < b.value).holds && !decided(b, a, b.value < a.value).holds};
  decided(a, b, false);
  decided(b, a, false);
  return {true};
}
// Of equal numbers it does not matter which one is taken.
traced min(const traced& a, const traced& b) {
  const bool first = a.value < b.value;
  decided(first ? b : a, first ? a : b, false);
  return first ? a : b;
}
traced max(const traced& a, const traced& b) {
  const bool first = a.value > b.value;
  decided(first ? a : b, first ? b : a, false);
  return first ? a : b;
}

traced negate(const traced& x) {
  if (proof::is_constant(x)) return traced(-constant(x));
  return computed({{-1, x.node}}, -x.value, false);
}
traced abs(const traced& x) { return lt(x, traced(0.0)).holds ? negate(x) : x; }
traced with_sign(const traced& magnitude, const traced& sign) {
  return lt(sign, traced(0.0)).holds ? negate(magnitude) : magnitude;
}
traced scale_floor(const traced& x, const traced& n) {
  return x * traced(std::ldexp(1.0, static_cast<int>(std::floor(constant(n)))));
}

template <>
traced from_bits<traced>(const traced_bits& i) {
  double value;
  std::memcpy(&value, &i.value, sizeof value);
  return traced(value);
}

}  // namespace native
SIMDACT_NAMESPACE_END
