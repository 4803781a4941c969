// SPDX-License-Identifier: MIT
// The forms that functions come in, each one call of the C ABI.
#include <atomic>
#include <cfenv>
#include <cstring>

#include "rows.hpp"

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

struct Gated {
  static constexpr int nin = 2, nout = 1;
  static simdact_status run(const Job& job, char* const* p, std::size_t n) {
    return simdact_gated(job.op, job.dtype, job.accuracy, &job.params, p[0], n, p[1], n, p[2], n, 1, n);
  }
};

struct GatedBackward {
  static constexpr int nin = 3, nout = 2;
  static simdact_status run(const Job& job, char* const* p, std::size_t n) {
    return simdact_gated_backward(job.op, job.dtype, job.accuracy, &job.params, p[0], n, p[1], n, p[2], n, p[3], n,
                                  p[4], n, 1, n);
  }
};

// The parameters of softmax and log_softmax: alpha is the scale, beta whether a row without probability gives 0.
template <auto function, bool masked>
struct Softmax {
  static constexpr int nin = masked ? 2 : 1, nout = 1, one_row_for_all = masked ? 1 : -1;
  static simdact_status run(const Job& job, const Matrix* m, std::size_t rows, std::size_t cols) {
    const simdact_softmax_params params{job.params.alpha, masked ? m[1].data : nullptr, masked ? m[1].stride : 0,
                                        job.params.beta != 0};
    return function(job.dtype, job.accuracy, &params, m[0].data, m[0].stride, m[nin].data, m[nin].stride, rows, cols);
  }
};

template <auto function>
struct SoftmaxBackward {
  static constexpr int nin = 2, nout = 1, one_row_for_all = -1;
  static simdact_status run(const Job& job, const Matrix* m, std::size_t rows, std::size_t cols) {
    return function(job.dtype, job.params.alpha, m[0].data, m[0].stride, m[1].data, m[1].stride, m[2].data, m[2].stride,
                    rows, cols);
  }
};

constexpr Kind kinds[] = {
    elementwise_kind<Forward>("forward", true),
    elementwise_kind<Backward>("backward", true),
    elementwise_kind<BackwardFromOutput>("backward_from_output", false),
    elementwise_kind<Gated>("gated", true),
    elementwise_kind<GatedBackward>("gated_backward", true),
    row_kind<Softmax<simdact_softmax, false>>("softmax", true),
    row_kind<Softmax<simdact_softmax, true>>("masked_softmax", true),
    row_kind<SoftmaxBackward<simdact_softmax_backward>>("softmax_backward", false),
    row_kind<Softmax<simdact_log_softmax, false>>("log_softmax", true),
    row_kind<Softmax<simdact_log_softmax, true>>("masked_log_softmax", true),
    row_kind<SoftmaxBackward<simdact_log_softmax_backward>>("log_softmax_backward", false),
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
