// SPDX-License-Identifier: MIT
// Python's and NumPy's headers. module.cpp alone holds NumPy's tables of functions, and defines SIMDACT_NUMPY_TABLES.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define NPY_NO_DEPRECATED_API NPY_1_22_API_VERSION
#define PY_ARRAY_UNIQUE_SYMBOL simdact_array_api
#define PY_UFUNC_UNIQUE_SYMBOL simdact_ufunc_api
#ifndef SIMDACT_NUMPY_TABLES
#define NO_IMPORT_ARRAY
#define NO_IMPORT_UFUNC
#endif
#include <numpy/arrayobject.h>
#include <numpy/ufuncobject.h>

#include <memory>

namespace simdact_python {

struct Release {
  void operator()(PyObject* object) const { Py_XDECREF(object); }
};
// An owned reference.
using Reference = std::unique_ptr<PyObject, Release>;

}  // namespace simdact_python
