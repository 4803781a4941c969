// SPDX-License-Identifier: MIT
// The exact function at default parameters, to about 40 bits or more; zeros with their sign.
#pragma once

#include <string>

namespace bench {

class reference {
 public:
  explicit reference(const std::string& op);
  double operator()(float x) const { return f_(x); }

 private:
  double (*f_)(float);
};

}  // namespace bench
