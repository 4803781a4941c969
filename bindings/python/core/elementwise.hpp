// SPDX-License-Identifier: MIT
// The inner loop of a ufunc that works element by element. A Form has nin, nout and run(job, pointers, n), which
// computes n elements that lie one behind another: the inputs' pointers first, then the outputs'.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "../../common/gather.hpp"
#include "loop.hpp"

namespace simdact_python {

using simdact_bindings::block;
using simdact_bindings::gather;
using simdact_bindings::scatter;

// An operand of n elements, each step bytes behind the one before.
struct Operand {
  char* data;
  npy_intp step;

  char* at(std::size_t i) const { return data + static_cast<npy_intp>(i) * step; }
};

inline bool share_memory(const Operand& a, const Operand& b, std::size_t n, std::size_t size) {
  const auto begin = [n](const Operand& o) { return std::min(o.data, o.at(n - 1)); };
  const auto end = [n, size](const Operand& o) { return std::max(o.data, o.at(n - 1)) + size; };
  return begin(a) < end(b) && begin(b) < end(a);
}

// No element of the output lies where a later element of the input does.
inline bool reads_ahead(const Operand& in, const Operand& out) {
  return out.step > 0 ? in.step >= out.step && in.data >= out.data
                      : out.step < 0 && in.step <= out.step && in.data <= out.data;
}

template <class Form, class T>
class ElementwiseLoop {
 public:
  ElementwiseLoop(const Job& job, char** args, const npy_intp* steps, std::size_t n) : job_(job), n_(n) {
    for (int k = 0; k < operands; ++k) operands_[k] = {args[k], steps[k]};
  }

  simdact_status run() {
    std::size_t length = block;
    bool in_place = true;  // operands without gaps are used where they are
    if (contiguous()) {
      if (const simdact_status status = compute(operands_, n_); status == SIMDACT_OK) return status;
    } else if (broadcast()) {
      return fill();
    }
    for (int in = 0; in < Form::nin; ++in) {
      for (int out = Form::nin; out < operands; ++out) {
        if (same(operands_[in], operands_[out]) || !share_memory(operands_[in], operands_[out], n_, sizeof(T)))
          continue;
        // As in NumPy's own loops each element is read after those before it have been written, which a reduction
        // relies on. In blocks this holds where reading is ahead of writing; elsewhere one element is a block.
        in_place = false;
        if (!reads_ahead(operands_[in], operands_[out])) length = 1;
      }
    }
    return run_blocks(length, in_place);
  }

 private:
  static constexpr int operands = Form::nin + Form::nout;
  static constexpr auto packed = static_cast<npy_intp>(sizeof(T));

  static bool same(const Operand& a, const Operand& b) { return a.data == b.data && a.step == b.step && a.step != 0; }

  bool contiguous() const {
    return n_ == 1 || std::all_of(operands_, operands_ + operands, [](const Operand& o) { return o.step == packed; });
  }

  // One element of each input, and more than one of the outputs.
  bool broadcast() const {
    return std::all_of(operands_, operands_ + Form::nin, [](const Operand& o) { return o.step == 0; }) &&
           std::all_of(operands_ + Form::nin, operands_ + operands, [](const Operand& o) { return o.step != 0; });
  }

  simdact_status compute(const Operand* at, std::size_t n) const {
    char* pointers[operands];
    for (int k = 0; k < operands; ++k) pointers[k] = at[k].data;
    return Form::run(job_, pointers, n);
  }

  simdact_status fill() {
    T result[Form::nout];
    char* pointers[operands];
    for (int k = 0; k < operands; ++k) {
      pointers[k] = k < Form::nin ? operands_[k].data : reinterpret_cast<char*>(&result[k - Form::nin]);
    }
    if (const simdact_status status = Form::run(job_, pointers, 1); status != SIMDACT_OK) return status;
    for (int k = Form::nin; k < operands; ++k) {
      for (std::size_t i = 0; i < n_; ++i) std::memcpy(operands_[k].at(i), &result[k - Form::nin], sizeof(T));
    }
    return SIMDACT_OK;
  }

  simdact_status run_blocks(std::size_t length, bool in_place) {
    alignas(64) T buffer[operands][block];
    for (std::size_t i = 0; i < n_; i += length) {
      const std::size_t n = std::min(length, n_ - i);
      char* pointers[operands];
      for (int k = 0; k < operands; ++k) {
        const bool direct = in_place && operands_[k].step == packed;
        pointers[k] = direct ? operands_[k].at(i) : reinterpret_cast<char*>(buffer[k]);
        if (!direct && k < Form::nin) gather(buffer[k], operands_[k].at(i), operands_[k].step, n);
      }
      if (const simdact_status status = Form::run(job_, pointers, n); status != SIMDACT_OK) return status;
      for (int k = Form::nin; k < operands; ++k) {
        if (pointers[k] == reinterpret_cast<char*>(buffer[k]))
          scatter(operands_[k].at(i), operands_[k].step, buffer[k], n);
      }
    }
    return SIMDACT_OK;
  }

  const Job& job_;
  std::size_t n_;
  Operand operands_[operands];
};

template <class Form, class T>
void elementwise(char** args, const npy_intp* dimensions, const npy_intp* steps, void* data) {
  if (dimensions[0] <= 0) return;
  const Job& job = *static_cast<const Job*>(data);
  simdact_status status = job.status;
  if (status == SIMDACT_OK) {
    count_loop();
    const QuietFlags quiet;
    status = ElementwiseLoop<Form, T>(job, args, steps, static_cast<std::size_t>(dimensions[0])).run();
  }
  if (status != SIMDACT_OK) refuse_in_loop(job, status);
}

// The job with no elements: whether the library takes it.
template <class Form>
simdact_status check(const Job& job) {
  char* pointers[Form::nin + Form::nout] = {};
  return Form::run(job, pointers, 0);
}

template <class Form>
constexpr Kind elementwise_kind(const char* name, bool has_accuracy) {
  return {name,
          Form::nin,
          Form::nout,
          has_accuracy,
          nullptr,
          check<Form>,
          {elementwise<Form, std::uint16_t>, elementwise<Form, std::uint32_t>, elementwise<Form, std::uint64_t>}};
}

}  // namespace simdact_python
