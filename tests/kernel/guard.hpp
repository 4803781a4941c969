// SPDX-License-Identifier: MIT
// Memory with an inaccessible page before and after it.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <stdexcept>

namespace support {

class guarded {
 public:
  // At least `bytes` accessible bytes, a whole number of pages.
  explicit guarded(std::size_t bytes) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    size_ = (bytes + page - 1) / page * page;
    mapped_ = size_ + 2 * page;
    void* all = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) throw std::runtime_error("mmap failed");
    base_ = static_cast<char*>(all);
    begin_ = base_ + page;
    if (mprotect(begin_, size_, PROT_READ | PROT_WRITE) != 0) throw std::runtime_error("mprotect failed");
  }
  ~guarded() { munmap(base_, mapped_); }
  guarded(const guarded&) = delete;
  guarded& operator=(const guarded&) = delete;

  char* begin() const { return begin_; }
  char* end() const { return begin_ + size_; }
  std::size_t size() const { return size_; }

  void fill(int byte) { std::memset(begin_, byte, size_); }
  // Whether every byte outside [from, to) still has the value.
  bool holds_outside(const char* from, const char* to, int byte) const {
    return holds(begin_, from, byte) && holds(to, end(), byte);
  }

 private:
  static bool holds(const char* from, const char* to, int byte) {
    for (; from != to; ++from) {
      if (*from != static_cast<char>(byte)) return false;
    }
    return true;
  }

  char *base_, *begin_;
  std::size_t size_, mapped_;
};

}  // namespace support
