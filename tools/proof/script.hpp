// SPDX-License-Identifier: MIT
// A proof as Gappa reads it: the trace of a kernel, what is known of its inputs, and what is to be shown.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trace.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {

class script {
 public:
  // Begins a trace. The name is for messages.
  explicit script(std::string name);

  // Has the format's subnormal numbers count.
  void allow_subnormal() { least_exponent_ = -1074; }
  // `text in [low, high]`, or any other proposition.
  void given(const std::string& proposition);
  void given(const std::string& text, double low, double high);
  void shown(const std::string& proposition);
  // A line after the goal: a rewriting, or how a range is taken apart.
  void hint(const std::string& line);
  // A name for an expression.
  void define(const std::string& name, const std::string& expression);

  // Names the exact value of a sum of nodes S, and the same sum without roundings MS, and tells Gappa that their
  // difference is what the roundings lose and what products that both have differ by: with that, terms that cancel, as
  // in the parts of a two-part number, do not count.
  void name_sum(const std::string& name, const std::vector<traced>& parts);
  void name_sum(const std::string& name, const std::vector<term>& parts);
  // Names a sum that is 0 without roundings.
  void name_lost(const std::string& name, const std::vector<term>& parts);
  // The same of what a node is before its rounding, unnamed.
  void cancel(int node);
  // The same as name_sum for what y is before its last rounding.
  void name_last(const std::string& name, const traced& y);

  // Runs gappa. Throws if something is not proven, or if a rewriting is not an identity.
  void prove() const;
  std::string text() const;

 private:
  static std::string losses(const std::vector<term>& parts);

  std::string name_;
  int least_exponent_ = -9999;
  std::vector<std::string> given_, shown_, hints_, definitions_;
};

}  // namespace proof
SIMDACT_NAMESPACE_END
