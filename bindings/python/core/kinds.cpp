// SPDX-License-Identifier: MIT
// The forms that functions come in, each one call of the C ABI.
#include <atomic>
#include <cfenv>
#include <cstring>

#include "elementwise.hpp"

namespace simdact_python {
namespace {

struct Forward {
  static constexpr int nin = 1, nout = 1;
  static simdact_status run(const Job& job, char* const* p, std::size_t n) {
    return simdact_forward(job.op, job.dtype, job.accuracy, &job.params, p[0], p[1], n);
  }
};

struct Backward {
  static constexpr int nin = 2, nout = 1;
  static simdact_status run(const Job& job, char* const* p, std::size_t n) {
    return simdact_backward(job.op, job.dtype, job.accuracy, &job.params, p[0], p[1], p[2], n);
  }
};

struct BackwardFromOutput {
  static constexpr int nin = 2, nout = 1;
  static simdact_status run(const Job& job, char* const* p, std::size_t n) {
    return simdact_backward_from_output(job.op, job.dtype, &job.params, p[0], p[1], p[2], n);
  }
};

constexpr Kind kinds[] = {
    elementwise_kind<Forward>("forward", true),
    elementwise_kind<Backward>("backward", true),
    elementwise_kind<BackwardFromOutput>("backward_from_output", false),
};

std::atomic<std::uint64_t> loop_count{0};
constexpr int warned_about = FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID;

}  // namespace

const Kind* find_kind(const char* name) {
  for (const Kind& kind : kinds) {
    if (std::strcmp(kind.name, name) == 0) return &kind;
  }
  return nullptr;
}

std::uint64_t loops_run() { return loop_count.load(std::memory_order_relaxed); }
void count_loop() { loop_count.fetch_add(1, std::memory_order_relaxed); }

QuietFlags::QuietFlags() : before_(std::fetestexcept(warned_about)) {}
QuietFlags::~QuietFlags() {
  if (const int raised = std::fetestexcept(warned_about) & ~before_; raised != 0) std::feclearexcept(raised);
}

}  // namespace simdact_python
