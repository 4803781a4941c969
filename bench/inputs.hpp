// SPDX-License-Identifier: MIT
// The arrays that every candidate works on.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "candidate.hpp"

namespace bench {

// What the inputs are drawn from: the usual set, `normal`, first.
//   normal, unit  N(0, 3) and N(0, 1), 3 and 1 the standard deviations
//   tails         normal numbers whose results, or derivatives, are subnormal or nearly so
//   subnormal     subnormal numbers of both signs
//   bits          all bit patterns, infinities and NaNs among them
const std::vector<std::string>& input_sets();

// x, dy and y of up to n elements, the same for every candidate and run: in huge pages where the system gives them,
// every page touched.
class arrays {
 public:
  explicit arrays(std::size_t n);
  // The first n elements. Shorter arrays are the head of longer ones. An input outside of the function's domain gets
  // the other sign. Where the derivative is computed from the output, x is the function of what was drawn; dy is from
  // N(0, 1).
  void prepare(const task& what, const std::string& set, std::size_t n);

  const void* x() const { return x_.get(); }
  const void* dy() const { return dy_.get(); }
  void* y() const { return y_; }

 private:
  struct free_memory {
    void operator()(char* p) const;
  };
  using memory = std::unique_ptr<char, free_memory>;
  static memory allocate(std::size_t bytes);

  std::size_t room_;  // in elements
  memory x_, dy_, behind_;
  char* y_;
  std::string prepared_;  // what x holds, and how many
  std::size_t prepared_n_ = 0;
};

}  // namespace bench
