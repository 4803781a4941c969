// SPDX-License-Identifier: MIT
// A function as NumPy's users see it: a ufunc that also takes the function's parameters and the accuracy as keywords.
//
// The ufunc itself has the defaults. A call with others goes to another ufunc, a variant, which has them in the data
// that its loops are given: they cannot be lost or mixed up between threads, and code that is handed the ufunc by
// NumPy, as __array_ufunc__ is, calls it again with the same parameters. Variants are kept for the next call.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "loop.hpp"

namespace simdact_python {

struct Options {
  simdact_params params;
  simdact_accuracy accuracy;
};

class Function {
 public:
  Function(const Kind& kind, simdact_op op, std::string name, std::string doc, std::vector<std::string> parameters,
           simdact_params defaults);

  // The ufunc; it and the function then last as long as the process. NULL and an exception where it cannot be made.
  PyObject* make_ufunc();

  const Kind& kind() const { return kind_; }
  const std::string& name() const { return name_; }
  // "alpha=0.2, accuracy=fast"
  std::string describe(const Options& options) const;

 private:
  static PyObject* call(PyObject* ufunc, PyObject* const* args, size_t flagged_count, PyObject* names);
  PyObject* call_without_options(PyObject* ufunc, PyObject* const* args, Py_ssize_t count, PyObject* names) const;
  int option_index(PyObject* name) const;
  bool set_option(int index, PyObject* value, Options& options) const;
  bool default_options(Options& options) const;
  bool has_default_params(const Options& options) const;
  Reference variant(const Options& options);
  Reference new_variant(const Options& options);
  Reference new_ufunc(const Options& options);

  const Kind& kind_;
  simdact_op op_;
  std::string name_, doc_;
  std::vector<std::string> parameters_;
  simdact_params defaults_;
  std::vector<PyObject*> option_names_;  // the parameters', then "accuracy" where there is one; interned
  PyObject* variants_ = nullptr;         // a dictionary from the bits of Options
  std::array<PyObject*, SIMDACT_ACCURACY_END> default_variants_{};  // those with default parameters, by accuracy
};

// The accuracy of calls that name none: that of the context, which is a thread's or a task's own, or else the
// process's.
bool make_accuracy_variable();
PyObject* accuracy_variable();
simdact_accuracy default_accuracy();
void set_default_accuracy(simdact_accuracy accuracy);

// From a name; -1 and a ValueError if there is no such accuracy.
simdact_accuracy accuracy_from(PyObject* name);
const char* accuracy_name(simdact_accuracy accuracy);

// NumPy's number of the type, and the other way round; -1, or 0, for one that the library does not have.
int numpy_type(simdact_dtype dtype);
simdact_dtype dtype_of(int numpy_type);
const char* dtype_name(simdact_dtype dtype);
// ml_dtypes' bfloat16 has no number before it is imported.
void set_bfloat16(int numpy_type);

}  // namespace simdact_python
