// SPDX-License-Identifier: MIT
// A type that kernels are instantiated with in place of double, and that writes down what they compute: every operation
// becomes an expression of Gappa's language, so that a proof is of the code itself, its roundings and its constants.
//
// A traced number also has a value, computed from a sample of the inputs with more digits than a double has, so that
// different numbers differ. These values decide comparisons, and nothing else: of the branches a proof follows the one
// that the sample takes, and `conditions` has the inequalities that Gappa must prove for all inputs of the case to take
// it.
//
// The exponent n of a reduced argument is a constant, so that there is a proof for each n.
//
// No number is subnormal or infinite here: products with powers of two are exact. What kernels do where numbers are
// subnormal is their last step, and tools/proof/cases.hpp counts it.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {

// factor a b, a and b nodes; without b, factor a; without both, a constant.
struct term {
  double factor;
  int a = -1, b = -1;
};
// An input or constant; the quotient of two nodes; or a sum of terms. It is rounded, or exact.
struct node {
  enum kinds { leaf, quotient, sum } kind;
  bool rounded;
  std::string text;         // what stands for it: a name, or a constant's digits
  std::vector<term> terms;  // of a sum; the quotient's operands are those of the first
  int lost_by = -1;         // the rounded sum whose rounding error this sum is
};

// What the case in hand has computed so far.
struct recorder {
  std::vector<node> nodes;
  std::vector<std::string> conditions;
  bool orders_sums = true;  // whether the first number of each fast_two_sum is known to be the larger one
};
inline recorder record;

std::string digits(double x);
// The text of a node, and of its counterpart without roundings, which has an M before its name.
std::string exact_name(int n);
std::string definition(int n, bool exact);
std::string sum_text(const std::vector<term>& terms, bool exact);

struct traced {
  int node = -1;
  long double value = 0;
  traced() = default;
  explicit traced(double constant);
  traced(int n, long double v) : node(n), value(v) {}
};

traced input(const std::string& name, long double value);
traced computed(std::vector<term> terms, long double value, bool rounded = true);
traced quotient(const traced& a, const traced& b);
// a + b - high, which a theorem says to be a double, high being their rounded sum.
traced lost_by(const traced& high, const traced& a, const traced& b);
term product_of(double factor, const traced& a, const traced& b);
bool is_constant(const traced& a);
bool is_zero(const traced& a);
double constant(const traced& a);

traced operator+(const traced& a, const traced& b);
traced operator-(const traced& a, const traced& b);
traced operator*(const traced& a, const traced& b);

inline const std::string& text(const traced& a) { return record.nodes[static_cast<std::size_t>(a.node)].text; }

// A comparison, and what it came to.
struct decision {
  bool holds;
};
decision decided(const traced& a, const traced& b, bool holds);

// Bits are moved in constants only.
struct traced_bits {
  std::uint64_t value;
};
traced_bits bits_of(const traced& a);  // a constant

}  // namespace proof

namespace native {

using proof::decision;
using proof::traced;
using proof::traced_bits;

template <>
struct vector_traits<traced> {
  using scalar = double;
  using bits = traced_bits;
  static constexpr std::size_t lanes = 1;
  static constexpr bool is_batch = false;
};
template <>
inline constexpr bool has_scale_floor<traced> = true;

traced fma(const traced& a, const traced& b, const traced& c);
traced fnma(const traced& a, const traced& b, const traced& c);
traced fms(const traced& a, const traced& b, const traced& c);
traced div(const traced& a, const traced& b);
traced min(const traced& a, const traced& b);
traced max(const traced& a, const traced& b);
traced abs(const traced& x);
traced negate(const traced& x);
traced with_sign(const traced& magnitude, const traced& sign);
traced scale_floor(const traced& x, const traced& n);

decision lt(const traced& a, const traced& b);
decision eq(const traced& a, const traced& b);
inline decision mask_or(const decision& a, const decision& b) { return {a.holds || b.holds}; }
inline decision mask_and(const decision& a, const decision& b) { return {a.holds && b.holds}; }
inline traced select(const decision& m, const traced& a, const traced& b) { return m.holds ? a : b; }
inline traced select_or_zero(const decision& m, const traced& a) { return m.holds ? a : traced(0.0); }

inline traced_bits to_bits(const traced& x) { return proof::bits_of(x); }
template <int k>
traced_bits shl(const traced_bits& i) {
  return {i.value << k};
}
template <>
traced from_bits<traced>(const traced_bits& i);

}  // namespace native
SIMDACT_NAMESPACE_END
