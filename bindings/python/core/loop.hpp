// SPDX-License-Identifier: MIT
// NumPy's inner loops: from arrays of any strides to the library's, whose elements lie one behind another.
#pragma once

#include <simdact/simdact.h>

#include <cstdint>

#include "numpy_api.hpp"

namespace simdact_python {

class Function;

// What a loop computes. It never changes once a ufunc points to it, so that loops in any number of threads may read it.
struct Job {
  const Function* function;
  simdact_op op;
  simdact_dtype dtype;
  simdact_accuracy accuracy;
  simdact_params params;
  simdact_status status;  // the library's, to a call with no elements
};

// A form that a function comes in: f itself, its derivative times dy, ...
struct Kind {
  const char* name;
  int nin, nout;
  bool has_accuracy;
  const char* signature;  // of a generalised ufunc, which works on whole rows; NULL: element by element
  simdact_status (*check)(const Job&);
  PyUFuncGenericFunction loops[3];  // on elements of 2, 4 and 8 bytes
};

const Kind* find_kind(const char* name);

// How many loops have run in this process: a test's evidence that a call of NumPy has reached the library.
std::uint64_t loops_run();
void count_loop();

// The exception for a call that the library does not take, of elements of these types. Loops raise it too, from where
// NumPy has released the interpreter: NumPy looks for exceptions behind every loop, since its own power raises some. It
// decides on the types so late that nothing before the loop knows them.
void refuse(const Job& job, simdact_status status, const char* types);
void refuse_in_loop(const Job& job, simdact_status status);

// NumPy turns the floating-point flags that a loop leaves behind into warnings. The kernels' flags say nothing about
// the results (they come from lanes that are computed and not used), so those that a loop has raised are lowered again.
class QuietFlags {
 public:
  QuietFlags();
  ~QuietFlags();
  QuietFlags(const QuietFlags&) = delete;
  QuietFlags& operator=(const QuietFlags&) = delete;

 private:
  int before_;
};

}  // namespace simdact_python
