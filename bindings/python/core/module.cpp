// SPDX-License-Identifier: MIT
// simdact._core: what simdact/__init__.py makes the package of.
#define SIMDACT_NUMPY_TABLES

#include "function.hpp"

namespace simdact_python {
namespace {

PyObject* py_make(PyObject*, PyObject* args) {
  const char *kind_name, *name, *doc;
  int op;
  PyObject* parameters;
  simdact_params defaults;
  if (!PyArg_ParseTuple(args, "sissO!(dd)", &kind_name, &op, &name, &doc, &PyTuple_Type, &parameters, &defaults.alpha,
                        &defaults.beta)) {
    return nullptr;
  }
  const Kind* kind = find_kind(kind_name);
  if (kind == nullptr || PyTuple_GET_SIZE(parameters) > 2) {
    return PyErr_Format(PyExc_ValueError, "no such kind of function: %s %R", kind_name, parameters);
  }
  std::vector<std::string> names;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(parameters); ++i) {
    const char* parameter = PyUnicode_AsUTF8(PyTuple_GET_ITEM(parameters, i));
    if (parameter == nullptr) return nullptr;
    names.emplace_back(parameter);
  }
  // Never deleted: variants of it may be anywhere until the process ends.
  return (new Function(*kind, op, name, doc, std::move(names), defaults))->make_ufunc();
}

PyObject* py_ops(PyObject*, PyObject*) {
  Reference list(PyList_New(0));
  if (!list) return nullptr;
  for (size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    simdact_params defaults{};
    simdact_default_params(op, &defaults);
    const bool from_output = simdact_find_backward_from_output(op, SIMDACT_F32) != nullptr;
    const Reference item(
        Py_BuildValue("is(dd)N", op, simdact_op_name(op), defaults.alpha, defaults.beta, PyBool_FromLong(from_output)));
    if (!item || PyList_Append(list.get(), item.get()) < 0) return nullptr;
  }
  return list.release();
}

// The bound of an op's kernel, or None: ids and names are the library's.
PyObject* py_bound(PyObject*, PyObject* args) {
  int op, numpy_number, backward;
  PyObject* name;
  if (!PyArg_ParseTuple(args, "iiOp", &op, &numpy_number, &name, &backward)) return nullptr;
  const simdact_accuracy accuracy = accuracy_from(name);
  if (accuracy < 0) return nullptr;
  const simdact_dtype dtype = dtype_of(numpy_number);
  const double bound = (backward ? simdact_backward_ulp_bound : simdact_ulp_bound)(op, dtype, accuracy);
  return bound < 0 ? Py_NewRef(Py_None) : PyFloat_FromDouble(bound);
}

PyObject* py_accuracies(PyObject*, PyObject*) {
  Reference names(PyTuple_New(SIMDACT_ACCURACY_END));
  if (!names) return nullptr;
  for (simdact_accuracy a = 0; a < SIMDACT_ACCURACY_END; ++a) {
    PyTuple_SET_ITEM(names.get(), a, PyUnicode_FromString(accuracy_name(a)));
  }
  return PyErr_Occurred() ? nullptr : names.release();
}

PyObject* py_accuracy_id(PyObject*, PyObject* name) {
  const simdact_accuracy accuracy = accuracy_from(name);
  return accuracy < 0 ? nullptr : PyLong_FromLong(accuracy);
}

PyObject* py_default_accuracy(PyObject*, PyObject*) { return PyUnicode_FromString(accuracy_name(default_accuracy())); }

PyObject* py_set_default_accuracy(PyObject*, PyObject* name) {
  const simdact_accuracy accuracy = accuracy_from(name);
  if (accuracy < 0) return nullptr;
  set_default_accuracy(accuracy);
  Py_RETURN_NONE;
}

PyObject* py_isa(PyObject*, PyObject*) { return PyUnicode_FromString(simdact_isa()); }

PyObject* py_isas(PyObject*, PyObject*) {
  Reference list(PyList_New(0));
  for (size_t i = 0; list && i < simdact_isa_count(); ++i) {
    if (!simdact_isa_supported(simdact_isa_name(i))) continue;
    const Reference name(PyUnicode_FromString(simdact_isa_name(i)));
    if (!name || PyList_Append(list.get(), name.get()) < 0) return nullptr;
  }
  return list ? PyList_AsTuple(list.get()) : nullptr;
}

PyObject* py_set_isa(PyObject*, PyObject* argument) {
  const char* name = nullptr;
  if (argument != Py_None && (name = PyUnicode_AsUTF8(argument)) == nullptr) return nullptr;
  const simdact_status status = simdact_set_isa(name);
  if (status == SIMDACT_OK) Py_RETURN_NONE;
  return PyErr_Format(status == SIMDACT_UNSUPPORTED ? PyExc_NotImplementedError : PyExc_ValueError,
                      "instruction set %R: %s", argument, simdact_status_string(status));
}

PyObject* py_set_bfloat16(PyObject*, PyObject* number) {
  const long type = PyLong_AsLong(number);
  if (PyErr_Occurred()) return nullptr;
  set_bfloat16(static_cast<int>(type));
  Py_RETURN_NONE;
}

PyObject* py_loops_run(PyObject*, PyObject*) { return PyLong_FromUnsignedLongLong(loops_run()); }

PyMethodDef methods[] = {
    {"make", py_make, METH_VARARGS, "make(kind, op, name, doc, parameters, defaults): a ufunc"},
    {"ops", py_ops, METH_NOARGS,
     "(id, name, defaults, whether there is a derivative from the output) of every function"},
    {"bound", py_bound, METH_VARARGS, "bound(op, type number, accuracy, backward): in ulp, or None"},
    {"accuracies", py_accuracies, METH_NOARGS, "the names of the accuracies"},
    {"accuracy_id", py_accuracy_id, METH_O, "the accuracy's id"},
    {"default_accuracy", py_default_accuracy, METH_NOARGS, "the process's accuracy"},
    {"set_default_accuracy", py_set_default_accuracy, METH_O, "set the process's accuracy"},
    {"isa", py_isa, METH_NOARGS, "the instruction set in use"},
    {"isas", py_isas, METH_NOARGS, "the instruction sets that this CPU supports, best first"},
    {"set_isa", py_set_isa, METH_O, "choose an instruction set"},
    {"set_bfloat16", py_set_bfloat16, METH_O, "NumPy's number of the type bfloat16"},
    {"loops_run", py_loops_run, METH_NOARGS, "how many loops have run in this process"},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "simdact._core", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace
}  // namespace simdact_python

PyMODINIT_FUNC PyInit__core() {
  import_array();
  import_umath();
  if (!simdact_python::make_accuracy_variable()) return nullptr;
  simdact_python::Reference module(PyModule_Create(&simdact_python::definition));
  if (!module) return nullptr;
  PyObject* variable = simdact_python::accuracy_variable();
  if (PyModule_AddObjectRef(module.get(), "accuracy_variable", variable) < 0) return nullptr;
  if (PyModule_AddStringConstant(module.get(), "version", simdact_version()) < 0) return nullptr;
  return module.release();
}
