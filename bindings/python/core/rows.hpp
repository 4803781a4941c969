// SPDX-License-Identifier: MIT
// The inner loop of a generalised ufunc that works on whole rows. A Form has nin, nout, the operand that may be one row
// for all (or none, -1), and run(job, operands, rows, cols), the inputs first, where a row's elements lie one behind
// another.
#pragma once

#include <cstdint>
#include <memory>
#include <new>

#include "elementwise.hpp"

namespace simdact_python {

struct Matrix {
  char* data;
  std::size_t stride;  // in elements from row to row
};

template <class Form, class T>
class RowLoop {
 public:
  // dimensions: rows, cols; steps: from row to row of each operand, then from element to element of each.
  RowLoop(const Job& job, char** args, const npy_intp* dimensions, const npy_intp* steps)
      : job_(job), args_(args), steps_(steps), rows_(dimensions[0]), cols_(dimensions[1]) {}

  simdact_status run() {
    for (int k = 0; k < operands; ++k) {
      if (!is_matrix(k)) return run_each();
    }
    Matrix matrices[operands];
    for (int k = 0; k < operands; ++k) matrices[k] = {args_[k], static_cast<std::size_t>(steps_[k] / packed)};
    return Form::run(job_, matrices, static_cast<std::size_t>(rows_), static_cast<std::size_t>(cols_));
  }

 private:
  static constexpr int operands = Form::nin + Form::nout;
  static constexpr auto packed = static_cast<npy_intp>(sizeof(T));

  npy_intp inner_step(int k) const { return steps_[operands + k]; }
  bool has_packed_rows(int k) const { return cols_ <= 1 || inner_step(k) == packed; }
  bool is_matrix(int k) const {
    if (!has_packed_rows(k)) return false;
    if (k == Form::one_row_for_all && steps_[k] == 0) return true;
    return steps_[k] % packed == 0 && steps_[k] >= cols_ * packed;
  }

  // A row at a time, through a buffer where its elements do not lie one behind another.
  simdact_status run_each() {
    const auto cols = static_cast<std::size_t>(cols_);
    const std::unique_ptr<T[]> buffer(new (std::nothrow) T[operands * cols]);
    if (!buffer) return out_of_memory();
    for (npy_intp row = 0; row < rows_; ++row) {
      Matrix matrices[operands];
      for (int k = 0; k < operands; ++k) {
        char* const place = args_[k] + row * steps_[k];
        T* const copy = buffer.get() + static_cast<std::size_t>(k) * cols;
        matrices[k] = {has_packed_rows(k) ? place : reinterpret_cast<char*>(copy), cols};
        if (!has_packed_rows(k) && k < Form::nin) gather(copy, place, inner_step(k), cols);
      }
      if (const simdact_status status = Form::run(job_, matrices, 1, cols); status != SIMDACT_OK) return status;
      for (int k = Form::nin; k < operands; ++k) {
        if (has_packed_rows(k)) continue;
        scatter(args_[k] + row * steps_[k], inner_step(k), reinterpret_cast<const T*>(matrices[k].data), cols);
      }
    }
    return SIMDACT_OK;
  }

  // With the exception raised there is nothing to refuse.
  static simdact_status out_of_memory() {
    const PyGILState_STATE held = PyGILState_Ensure();
    PyErr_NoMemory();
    PyGILState_Release(held);
    return SIMDACT_OK;
  }

  const Job& job_;
  char** args_;
  const npy_intp* steps_;
  npy_intp rows_, cols_;
};

template <class Form, class T>
void row_by_row(char** args, const npy_intp* dimensions, const npy_intp* steps, void* data) {
  if (dimensions[0] <= 0) return;
  const Job& job = *static_cast<const Job*>(data);
  simdact_status status = job.status;
  if (status == SIMDACT_OK) {
    count_loop();
    const QuietFlags quiet;
    status = RowLoop<Form, T>(job, args, dimensions, steps).run();
  }
  if (status != SIMDACT_OK) refuse_in_loop(job, status);
}

template <class Form>
simdact_status check_rows(const Job& job) {
  const Matrix matrices[Form::nin + Form::nout] = {};
  return Form::run(job, matrices, 0, 0);
}

template <class Form>
constexpr Kind row_kind(const char* name, bool has_accuracy) {
  static_assert(Form::nout == 1 && Form::nin <= 2);
  return {name,
          Form::nin,
          Form::nout,
          has_accuracy,
          Form::nin == 1 ? "(n)->(n)" : "(n),(n)->(n)",
          check_rows<Form>,
          {row_by_row<Form, std::uint16_t>, row_by_row<Form, std::uint32_t>, row_by_row<Form, std::uint64_t>}};
}

}  // namespace simdact_python
