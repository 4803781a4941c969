// SPDX-License-Identifier: MIT
// Accuracies and storage types: the library's ids, its names for them, and NumPy's types.
#include <atomic>

#include "../../common/names.hpp"
#include "function.hpp"

namespace simdact_python {
namespace {

using simdact_bindings::accuracies;

std::atomic<simdact_accuracy> process_accuracy{SIMDACT_HIGH};
int bfloat16_type = -1;
PyObject* variable = nullptr;

}  // namespace

bool make_accuracy_variable() {
  variable = PyContextVar_New("simdact.accuracy", nullptr);
  return variable != nullptr;
}

PyObject* accuracy_variable() { return variable; }
simdact_accuracy default_accuracy() { return process_accuracy.load(std::memory_order_relaxed); }
void set_default_accuracy(simdact_accuracy accuracy) { process_accuracy.store(accuracy, std::memory_order_relaxed); }

simdact_accuracy accuracy_from(PyObject* name) {
  if (PyUnicode_Check(name)) {
    for (simdact_accuracy a = 0; a < SIMDACT_ACCURACY_END; ++a) {
      if (PyUnicode_CompareWithASCIIString(name, accuracies[a].name) == 0) return a;
    }
  }
  std::string known;
  for (const auto& accuracy : accuracies) known += (known.empty() ? "'" : ", '") + std::string(accuracy.name) + "'";
  PyErr_Format(PyExc_ValueError, "accuracy is one of %s, not %R", known.c_str(), name);
  return -1;
}

const char* accuracy_name(simdact_accuracy accuracy) { return accuracies[accuracy].name; }

int numpy_type(simdact_dtype dtype) {
  switch (dtype) {
    case SIMDACT_F16:
      return NPY_HALF;
    case SIMDACT_F32:
      return NPY_FLOAT;
    case SIMDACT_F64:
      return NPY_DOUBLE;
    case SIMDACT_BF16:
      return bfloat16_type;
    default:
      return -1;
  }
}

simdact_dtype dtype_of(int numpy_number) {
  for (simdact_dtype dtype = 1; dtype < SIMDACT_DTYPE_END; ++dtype) {
    if (numpy_type(dtype) == numpy_number) return dtype;
  }
  return 0;
}

const char* dtype_name(simdact_dtype dtype) { return simdact_bindings::dtype_names[dtype - 1]; }
void set_bfloat16(int numpy_number) { bfloat16_type = numpy_number; }

}  // namespace simdact_python
