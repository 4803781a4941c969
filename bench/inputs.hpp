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

// So many elements, from such a set.
struct column {
  std::size_t n;
  std::string inputs;

  // As the end of a benchmark's name: "4096", or "4096/tails" for an unusual set.
  std::string path() const { return std::to_string(n) + (inputs == input_sets().front() ? "" : "/" + inputs); }
};

// In huge pages where the system gives them, every page touched.
class memory {
 public:
  // At least so many bytes; what was there may be lost.
  char* room(std::size_t bytes);
  char* get() const { return p_.get(); }

 private:
  struct deleter {
    void operator()(char* p) const;
  };
  std::unique_ptr<char, deleter> p_;
  std::size_t size_ = 0;
};

// x, dy and y, the same for every candidate and run.
class arrays {
 public:
  // An input outside of the function's domain gets the other sign. Where the derivative is computed from the output, x
  // is the function of what was drawn; dy is from N(0, 1). What is there already is not drawn again.
  void prepare(const task& what, const column& where);

  // As elements of the task's type, or for yardsticks of another the same inputs as those.
  const void* x(simdact_dtype type) const { return x_[type].get(); }
  const void* dy(simdact_dtype type) const { return dy_[type].get(); }
  void* y() const { return y_; }

 private:
  void draw(const task& what, const column& where);

  memory x_[SIMDACT_DTYPE_END], dy_[SIMDACT_DTYPE_END], behind_;
  char* y_ = nullptr;
  std::string drawn_;
};

}  // namespace bench
