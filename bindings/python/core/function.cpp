// SPDX-License-Identifier: MIT
#include "function.hpp"

#include <algorithm>
#include <cstring>

namespace simdact_python {
namespace {

// NumPy's types in the order in which it looks for one that holds the input: as its own exp has it, an int8 becomes a
// float16, an int64 a float64.
constexpr std::array<simdact_dtype, 3> search_order = {SIMDACT_F16, SIMDACT_F32, SIMDACT_F64};
// Variants that a function keeps before it forgets them all; a program that uses more makes each of them anew.
constexpr Py_ssize_t kept_variants = 64;
constexpr int most_operands = 5;

// What a ufunc's loops read. It belongs to the ufunc and never changes.
struct State {
  Function* function;
  std::array<Job, SIMDACT_DTYPE_END> jobs;
  std::array<PyUFuncGenericFunction, search_order.size()> loops;
  std::array<void*, search_order.size()> data;
  std::array<char, search_order.size() * most_operands> types;
};
constexpr const char* state_name = "simdact.state";

vectorcallfunc numpy_call = nullptr;

State* state_of(PyUFuncObject* ufunc) { return static_cast<State*>(PyCapsule_GetPointer(ufunc->obj, state_name)); }

void delete_state(PyObject* capsule) { delete static_cast<State*>(PyCapsule_GetPointer(capsule, state_name)); }

size_t element_size(simdact_dtype dtype) {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) size,
  constexpr size_t sizes[] = {
#include <simdact/dtypes.def>
  };
#undef SIMDACT_DTYPE
  return sizes[dtype - 1];
}

PyUFuncGenericFunction loop_for(const Kind& kind, simdact_dtype dtype) {
  const size_t size = element_size(dtype);
  return kind.loops[size == 2 ? 0 : size == 4 ? 1 : 2];
}

bool add_bfloat16(PyObject* ufunc, State& state, const Kind& kind) {
  const int type = numpy_type(SIMDACT_BF16);
  if (type < 0) return true;
  int types[most_operands];
  std::fill_n(types, kind.nin + kind.nout, type);
  return PyUFunc_RegisterLoopForType(reinterpret_cast<PyUFuncObject*>(ufunc), type, loop_for(kind, SIMDACT_BF16), types,
                                     &state.jobs[SIMDACT_BF16]) == 0;
}

std::unique_ptr<State> make_state(Function& function, simdact_op op, const Options& options) {
  auto state = std::make_unique<State>();
  const Kind& kind = function.kind();
  state->function = &function;
  for (simdact_dtype dtype = 1; dtype < SIMDACT_DTYPE_END; ++dtype) {
    Job& job = state->jobs[dtype];
    job = {&function, op, dtype, options.accuracy, options.params, SIMDACT_OK};
    job.status = kind.check(job);
  }
  for (size_t i = 0; i < search_order.size(); ++i) {
    const simdact_dtype dtype = search_order[i];
    state->loops[i] = loop_for(kind, dtype);
    state->data[i] = &state->jobs[dtype];
    const int operands = kind.nin + kind.nout;
    for (int k = 0; k < operands; ++k) {
      state->types[i * operands + k] = static_cast<char>(numpy_type(dtype));
    }
  }
  return state;
}

// What is wrong with the parameters whatever the type is, or an accuracy that no type has, is an error without any
// element.
bool refused_for_every_type(const State& state) {
  for (simdact_dtype dtype = 1; dtype < SIMDACT_DTYPE_END; ++dtype) {
    if (state.jobs[dtype].status == SIMDACT_OK) return false;
  }
  refuse(state.jobs[SIMDACT_F64], state.jobs[SIMDACT_F64].status);
  return true;
}

}  // namespace

void refuse(const Job& job, simdact_status status) {
  PyErr_Format(status == SIMDACT_UNSUPPORTED ? PyExc_NotImplementedError : PyExc_ValueError, "%s of %s with %s: %s",
               job.function->name().c_str(), dtype_name(job.dtype),
               job.function->describe({job.params, job.accuracy}).c_str(), simdact_status_string(status));
}

void refuse_in_loop(const Job& job, simdact_status status) {
  const PyGILState_STATE held = PyGILState_Ensure();
  if (!PyErr_Occurred()) refuse(job, status);
  PyGILState_Release(held);
}

Function::Function(const Kind& kind, simdact_op op, std::string name, std::string doc,
                   std::vector<std::string> parameters, simdact_params defaults)
    : kind_(kind),
      op_(op),
      name_(std::move(name)),
      doc_(std::move(doc)),
      parameters_(std::move(parameters)),
      defaults_(defaults) {}

std::string Function::describe(const Options& options) const {
  const double values[] = {options.params.alpha, options.params.beta};
  std::string text;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    char* number = PyOS_double_to_string(values[i], 'r', 0, 0, nullptr);
    if (number == nullptr) return text;
    text += parameters_[i] + "=" + number + ", ";
    PyMem_Free(number);
  }
  if (kind_.has_accuracy) return text + "accuracy=" + accuracy_name(options.accuracy);
  return text.empty() ? "no parameters" : text.substr(0, text.size() - 2);
}

Reference Function::new_ufunc(const Options& options) {
  auto state = make_state(*this, op_, options);
  State& kept = *state;
  Reference ufunc(PyUFunc_FromFuncAndDataAndSignature(kept.loops.data(), kept.data.data(), kept.types.data(),
                                                      static_cast<int>(search_order.size()), kind_.nin, kind_.nout,
                                                      PyUFunc_None, name_.c_str(), doc_.c_str(), 0, kind_.signature));
  if (!ufunc) return nullptr;
  auto* object = reinterpret_cast<PyUFuncObject*>(ufunc.get());
  object->obj = PyCapsule_New(state.get(), state_name, delete_state);
  if (object->obj == nullptr) return nullptr;
  state.release();
  if (!add_bfloat16(ufunc.get(), kept, kind_)) return nullptr;
  numpy_call = object->vectorcall;
  if (numpy_call == nullptr) {
    PyErr_SetString(PyExc_ImportError, "this NumPy's ufuncs have no vectorcall");
    return nullptr;
  }
  return ufunc;
}

PyObject* Function::make_ufunc() {
  variants_ = PyDict_New();
  if (variants_ == nullptr) return nullptr;
  Reference ufunc = new_ufunc({defaults_, SIMDACT_HIGH});
  if (ufunc) reinterpret_cast<PyUFuncObject*>(ufunc.get())->vectorcall = call;
  return ufunc.release();
}

bool Function::is_default(const Options& options) const {
  return options.accuracy == SIMDACT_HIGH && std::memcmp(&options.params, &defaults_, sizeof defaults_) == 0;
}

Reference Function::variant(const Options& options) {
  char bits[sizeof options.params + sizeof options.accuracy];
  std::memcpy(bits, &options.params, sizeof options.params);
  std::memcpy(bits + sizeof options.params, &options.accuracy, sizeof options.accuracy);
  Reference key(PyBytes_FromStringAndSize(bits, sizeof bits));
  if (!key) return nullptr;
  PyObject* known = PyDict_GetItemWithError(variants_, key.get());
  if (known != nullptr || PyErr_Occurred()) {
    Py_XINCREF(known);
    return Reference(known);
  }
  Reference made = new_ufunc(options);
  if (!made || refused_for_every_type(*state_of(reinterpret_cast<PyUFuncObject*>(made.get())))) return nullptr;
  if (PyDict_Size(variants_) >= kept_variants) PyDict_Clear(variants_);
  if (PyDict_SetItem(variants_, key.get(), made.get()) < 0) return nullptr;
  return made;
}

bool Function::default_options(Options& options) const {
  options = {defaults_, SIMDACT_HIGH};
  if (!kind_.has_accuracy) return true;
  PyObject* of_context = nullptr;
  if (PyContextVar_Get(accuracy_variable(), nullptr, &of_context) < 0) return false;
  const Reference owned(of_context);
  options.accuracy = owned ? static_cast<simdact_accuracy>(PyLong_AsLong(owned.get())) : default_accuracy();
  return true;
}

bool Function::is_option(PyObject* name) const {
  if (kind_.has_accuracy && PyUnicode_CompareWithASCIIString(name, "accuracy") == 0) return true;
  for (const std::string& parameter : parameters_) {
    if (PyUnicode_CompareWithASCIIString(name, parameter.c_str()) == 0) return true;
  }
  return false;
}

bool Function::set_option(PyObject* name, PyObject* value, Options& options) const {
  double* values[] = {&options.params.alpha, &options.params.beta};
  for (size_t i = 0; i < parameters_.size(); ++i) {
    if (PyUnicode_CompareWithASCIIString(name, parameters_[i].c_str()) != 0) continue;
    *values[i] = PyFloat_AsDouble(value);
    return !PyErr_Occurred();
  }
  if (value == Py_None) return true;  // accuracy=None: as though it were not there
  options.accuracy = accuracy_from(value);
  return options.accuracy >= 0;
}

// The ufunc's call: takes the options out of the keywords, and leaves the rest to NumPy.
PyObject* Function::call(PyObject* ufunc, PyObject* const* args, size_t flagged_count, PyObject* names) {
  Function& self = *state_of(reinterpret_cast<PyUFuncObject*>(ufunc))->function;
  Options options;
  if (!self.default_options(options)) return nullptr;
  const Py_ssize_t count = PyVectorcall_NARGS(flagged_count), named = names == nullptr ? 0 : PyTuple_GET_SIZE(names);
  std::vector<PyObject*> rest, rest_names;
  for (Py_ssize_t i = 0; i < named; ++i) {
    PyObject* name = PyTuple_GET_ITEM(names, i);
    if (self.is_option(name)) {
      if (!self.set_option(name, args[count + i], options)) return nullptr;
    } else {
      rest_names.push_back(name);
      rest.push_back(args[count + i]);
    }
  }
  Reference left;
  if (static_cast<Py_ssize_t>(rest.size()) < named) {
    left.reset(PyTuple_New(static_cast<Py_ssize_t>(rest_names.size())));
    if (!left) return nullptr;
    for (size_t i = 0; i < rest_names.size(); ++i) {
      Py_INCREF(rest_names[i]);
      PyTuple_SET_ITEM(left.get(), static_cast<Py_ssize_t>(i), rest_names[i]);
    }
    rest.insert(rest.begin(), args, args + count);
    args = rest.data();
    names = left.get();
  }
  if (self.is_default(options)) return numpy_call(ufunc, args, static_cast<size_t>(count), names);
  const Reference variant = self.variant(options);
  return variant ? numpy_call(variant.get(), args, static_cast<size_t>(count), names) : nullptr;
}

}  // namespace simdact_python
