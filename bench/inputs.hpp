// SPDX-License-Identifier: MIT
// The arrays that every candidate works on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace bench {

constexpr std::uint64_t default_seed = 20240229;

enum class input_kind {
  normal,     // N(0, 3)
  subnormal,  // half of them N(0, 3), a quarter subnormal, a quarter where e^x is so
};

// Input and output of up to n elements, the same for every candidate, length and run: in huge pages where the system
// gives them, every page touched.
class arrays {
 public:
  arrays(std::size_t n, input_kind kind, std::uint64_t seed = default_seed);
  // Inputs for an op: for log1p those below -0.99 are negated. Shorter arrays are the head of longer ones.
  void prepare(const std::string& op);

  const float* x() const { return x_.get(); }
  float* y() const { return y_; }

 private:
  struct free_memory {
    void operator()(float* p) const;
  };
  using memory = std::unique_ptr<float, free_memory>;
  static memory allocate(std::size_t bytes);

  std::size_t n_;
  input_kind kind_;
  std::uint64_t seed_;
  bool positive_ = false, filled_ = false;
  memory x_, room_;
  float* y_;
};

}  // namespace bench
