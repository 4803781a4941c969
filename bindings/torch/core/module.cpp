// SPDX-License-Identifier: MIT
// simdact_torch._core: what simdact_torch/__init__.py makes the package of.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <exception>

#include "../../common/names.hpp"
#include "choice.hpp"

namespace simdact_torch {
namespace {

constexpr const char* direction_names[] = {
#define SIMDACT_TORCH_DIRECTION(name) #name,
    SIMDACT_TORCH_DIRECTIONS(SIMDACT_TORCH_DIRECTION)
#undef SIMDACT_TORCH_DIRECTION
};

using simdact_bindings::accuracies;
using simdact_bindings::dtype_names;

template <std::size_t n>
PyObject* tuple_of(const char* const (&names)[n]) {
  PyObject* const tuple = PyTuple_New(n);
  for (std::size_t i = 0; tuple != nullptr && i < n; ++i)
    PyTuple_SET_ITEM(tuple, static_cast<Py_ssize_t>(i), PyUnicode_FromString(names[i]));
  return tuple;
}

PyObject* py_accuracies(PyObject*, PyObject*) {
  PyObject* const tuple = PyTuple_New(SIMDACT_ACCURACY_END);
  for (simdact_accuracy a = 0; tuple != nullptr && a < SIMDACT_ACCURACY_END; ++a)
    PyTuple_SET_ITEM(tuple, a, Py_BuildValue("sd", accuracies[a].name, accuracies[a].ulp));
  return tuple;
}
PyObject* py_dtypes(PyObject*, PyObject*) { return tuple_of(dtype_names); }
PyObject* py_directions(PyObject*, PyObject*) { return tuple_of(direction_names); }

PyObject* py_functions(PyObject*, PyObject*) {
  PyObject* const list = PyList_New(0);
  for (simdact_op op = 1; list != nullptr && op < function_end; ++op) {
    simdact_params defaults{};
    simdact_default_params(op, &defaults);
    const char* const name = op == row_softmax       ? "softmax"
                             : op == row_log_softmax ? "log_softmax"
                                                     : simdact_op_name(op);
    if (name == nullptr) continue;
    const bool from_output = simdact_find_backward_from_output(op, SIMDACT_F32) != nullptr;
    PyObject* const item =
        Py_BuildValue("is(dd)N", op, name, defaults.alpha, defaults.beta, PyBool_FromLong(from_output));
    if (item == nullptr || PyList_Append(list, item) < 0) {
      Py_XDECREF(item);
      Py_DECREF(list);
      return nullptr;
    }
    Py_DECREF(item);
  }
  return list;
}

bool in_range(int direction, int function, int dtype) {
  const bool known = direction >= 0 && direction < direction_end && function > 0 && function < function_end &&
                     dtype > 0 && dtype < SIMDACT_DTYPE_END;
  if (!known) PyErr_SetString(PyExc_ValueError, "no such function");
  return known;
}

PyObject* py_choose(PyObject*, PyObject* args) {
  int direction, function, dtype, accuracy;
  if (!PyArg_ParseTuple(args, "iiii", &direction, &function, &dtype, &accuracy)) return nullptr;
  if (!in_range(direction, function, dtype)) return nullptr;
  if (accuracy < stock || accuracy >= SIMDACT_ACCURACY_END) {
    PyErr_SetString(PyExc_ValueError, "no such accuracy");
    return nullptr;
  }
  choices.accuracy[direction][function][dtype].store(static_cast<std::int8_t>(accuracy), std::memory_order_relaxed);
  Py_RETURN_NONE;
}

PyObject* py_chosen(PyObject*, PyObject* args) {
  int direction, function, dtype;
  if (!PyArg_ParseTuple(args, "iii", &direction, &function, &dtype)) return nullptr;
  if (!in_range(direction, function, dtype)) return nullptr;
  return PyLong_FromLong(chosen(static_cast<Direction>(direction), function, dtype));
}

PyObject* py_calls(PyObject*, PyObject* args) {
  int direction, function;
  if (!PyArg_ParseTuple(args, "ii", &direction, &function) || !in_range(direction, function, 1)) return nullptr;
  return PyLong_FromUnsignedLongLong(choices.calls[direction][function].load(std::memory_order_relaxed));
}

PyObject* py_exists(PyObject*, PyObject* args) {
  int direction, function, dtype, accuracy;
  if (!PyArg_ParseTuple(args, "iiii", &direction, &function, &dtype, &accuracy)) return nullptr;
  if (!in_range(direction, function, dtype)) return nullptr;
  return PyBool_FromLong(kernel_exists(static_cast<Direction>(direction), function, dtype, accuracy));
}

PyObject* py_may_serve(PyObject*, PyObject* args) {
  int direction, function;
  if (!PyArg_ParseTuple(args, "ii", &direction, &function) || !in_range(direction, function, 1)) return nullptr;
  return PyBool_FromLong(may_serve(static_cast<Direction>(direction), function));
}

PyObject* py_bound(PyObject*, PyObject* args) {
  int function, dtype, accuracy, of_derivative;
  if (!PyArg_ParseTuple(args, "iiip", &function, &dtype, &accuracy, &of_derivative)) return nullptr;
  const double bound = (of_derivative ? simdact_backward_ulp_bound : simdact_ulp_bound)(function, dtype, accuracy);
  return bound < 0 ? Py_NewRef(Py_None) : PyFloat_FromDouble(bound);
}

PyObject* py_override_stock(PyObject*, PyObject*) {
  try {
    override_stock();
  } catch (const std::exception& error) {
    return PyErr_Format(PyExc_RuntimeError, "simdact_torch: %s", error.what());
  }
  Py_RETURN_NONE;
}

PyObject* py_define(PyObject*, PyObject* args) {
  const char *kind, *name, *schema;
  int op;
  simdact_params defaults;
  if (!PyArg_ParseTuple(args, "si(dd)ss", &kind, &op, &defaults.alpha, &defaults.beta, &name, &schema)) return nullptr;
  try {
    if (define_operator(kind, op, defaults, name, schema)) Py_RETURN_NONE;
  } catch (const std::exception& error) {
    return PyErr_Format(PyExc_RuntimeError, "simdact_torch: %s: %s", schema, error.what());
  }
  return PyErr_Format(PyExc_ValueError, "no such kind of operator: %s", kind);
}

PyMethodDef methods[] = {
    {"accuracies", py_accuracies, METH_NOARGS, "(name, the bound in ulp) of the accuracies, by id"},
    {"dtypes", py_dtypes, METH_NOARGS, "the names of the types, by id - 1"},
    {"directions", py_directions, METH_NOARGS, "the names of the directions, by id"},
    {"functions", py_functions, METH_NOARGS,
     "(id, name, defaults, whether there is a derivative from the output) of every function"},
    {"choose", py_choose, METH_VARARGS, "choose(direction, function, type, accuracy); -1: PyTorch's own kernel"},
    {"chosen", py_chosen, METH_VARARGS, "chosen(direction, function, type)"},
    {"exists", py_exists, METH_VARARGS, "exists(direction, function, type, accuracy): whether there is such a kernel"},
    {"may_serve", py_may_serve, METH_VARARGS,
     "may_serve(direction, function): whether a call of PyTorch's comes to it"},
    {"bound", py_bound, METH_VARARGS,
     "bound(function, type, accuracy, whether of the derivative), in ulp; None: no kernel"},
    {"calls", py_calls, METH_VARARGS, "calls(direction, function): how many there were"},
    {"override_stock", py_override_stock, METH_NOARGS, "put the kernels into PyTorch's dispatcher"},
    {"define", py_define, METH_VARARGS, "define(kind, op, defaults, name, schema): torch.ops.simdact.NAME"},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "simdact_torch._core", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace
}  // namespace simdact_torch

PyMODINIT_FUNC PyInit__core() {
  using namespace simdact_torch;
  for (auto& by_function : choices.accuracy) {
    for (auto& by_dtype : by_function) {
      for (auto& accuracy : by_dtype) accuracy.store(stock);
    }
  }
  PyObject* const module = PyModule_Create(&definition);
  if (module != nullptr && PyModule_AddStringConstant(module, "version", simdact_version()) == 0) return module;
  Py_XDECREF(module);
  return nullptr;
}
