// SPDX-License-Identifier: MIT
// A division of the floats into some 200 intervals, narrow where functions turn, in which errors are collected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

class bins {
 public:
  bins();
  std::size_t count() const { return centres_.size(); }
  // One representative of each, in rising order.
  const std::vector<float>& centres() const { return centres_; }
  // The bin of the finite float with these bits. Edges have seven bits behind the leading one.
  std::size_t of(std::uint32_t bits) const { return bin_[bits >> 16]; }

 private:
  std::vector<float> centres_;
  std::vector<std::uint16_t> bin_;
};

const bins& error_bins();

}  // namespace bench
