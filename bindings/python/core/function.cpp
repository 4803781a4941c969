// SPDX-License-Identifier: MIT
#include "function.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "../../common/names.hpp"

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

PyUFuncGenericFunction loop_for(const Kind& kind, simdact_dtype dtype) {
  const size_t size = simdact_bindings::element_size(dtype);
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
  refuse(state.jobs[SIMDACT_F64], state.jobs[SIMDACT_F64].status, "every type");
  return true;
}

}  // namespace

void refuse(const Job& job, simdact_status status, const char* types) {
  PyErr_Format(status == SIMDACT_UNSUPPORTED ? PyExc_NotImplementedError : PyExc_ValueError, "%s of %s with %s: %s",
               job.function->name().c_str(), types, job.function->describe({job.params, job.accuracy}).c_str(),
               simdact_status_string(status));
}

void refuse_in_loop(const Job& job, simdact_status status) {
  const PyGILState_STATE held = PyGILState_Ensure();
  if (!PyErr_Occurred()) refuse(job, status, dtype_name(job.dtype));
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
  for (size_t i = 0; i < std::min(parameters_.size(), std::size(values)); ++i) {
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
  static_cast<void>(state.release());  // the capsule's now
  if (!add_bfloat16(ufunc.get(), kept, kind_)) return nullptr;
  numpy_call = object->vectorcall;
  if (numpy_call == nullptr) {
    PyErr_SetString(PyExc_ImportError, "this NumPy's ufuncs have no vectorcall");
    return nullptr;
  }
  return ufunc;
}

PyObject* Function::make_ufunc() {
  for (const std::string& parameter : parameters_) {
    option_names_.push_back(PyUnicode_InternFromString(parameter.c_str()));
  }
  if (kind_.has_accuracy) option_names_.push_back(PyUnicode_InternFromString("accuracy"));
  variants_ = PyDict_New();
  if (PyErr_Occurred()) return nullptr;
  Reference ufunc = new_ufunc({defaults_, SIMDACT_HIGH});
  if (ufunc) reinterpret_cast<PyUFuncObject*>(ufunc.get())->vectorcall = call;
  return ufunc.release();
}

bool Function::has_default_params(const Options& options) const {
  return std::memcmp(&options.params, &defaults_, sizeof defaults_) == 0;
}

Reference Function::new_variant(const Options& options) {
  Reference made = new_ufunc(options);
  if (made && refused_for_every_type(*state_of(reinterpret_cast<PyUFuncObject*>(made.get())))) return nullptr;
  return made;
}

// Bits tell -0 from 0, as some functions do.
Reference Function::variant(const Options& options) {
  if (has_default_params(options)) {
    PyObject*& known = default_variants_[static_cast<size_t>(options.accuracy)];
    if (known == nullptr) known = new_variant(options).release();
    Py_XINCREF(known);
    return Reference(known);
  }
  char bits[sizeof options.params + sizeof options.accuracy];
  std::memcpy(bits, &options.params, sizeof options.params);
  std::memcpy(bits + sizeof options.params, &options.accuracy, sizeof options.accuracy);
  const Reference key(PyBytes_FromStringAndSize(bits, sizeof bits));
  if (!key) return nullptr;
  PyObject* known = PyDict_GetItemWithError(variants_, key.get());
  Py_XINCREF(known);
  if (known != nullptr || PyErr_Occurred()) return Reference(known);
  Reference made = new_variant(options);
  if (!made) return nullptr;
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

// Where the option stands in option_names_; -1 if it is none of them. Names at a call are mostly the same objects.
int Function::option_index(PyObject* name) const {
  for (size_t i = 0; i < option_names_.size(); ++i) {
    if (name == option_names_[i]) return static_cast<int>(i);
  }
  for (size_t i = 0; i < option_names_.size(); ++i) {
    if (PyUnicode_Compare(name, option_names_[i]) == 0) return static_cast<int>(i);
  }
  return -1;
}

bool Function::set_option(int index, PyObject* value, Options& options) const {
  if (static_cast<size_t>(index) < parameters_.size()) {
    (index == 0 ? options.params.alpha : options.params.beta) = PyFloat_AsDouble(value);
    return !PyErr_Occurred();
  }
  if (value == Py_None) return true;  // as though it were not there
  options.accuracy = accuracy_from(value);
  return options.accuracy >= 0;
}

// NumPy's call without the keywords that are options.
PyObject* Function::call_without_options(PyObject* ufunc, PyObject* const* args, Py_ssize_t count,
                                         PyObject* names) const {
  std::vector<PyObject*> rest(args, args + count), rest_names;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* name = PyTuple_GET_ITEM(names, i);
    if (option_index(name) >= 0) continue;
    rest_names.push_back(name);
    rest.push_back(args[count + i]);
  }
  const Reference left(PyTuple_New(static_cast<Py_ssize_t>(rest_names.size())));
  if (!left) return nullptr;
  for (size_t i = 0; i < rest_names.size(); ++i) {
    Py_INCREF(rest_names[i]);
    PyTuple_SET_ITEM(left.get(), static_cast<Py_ssize_t>(i), rest_names[i]);
  }
  return numpy_call(ufunc, rest.data(), static_cast<size_t>(count), left.get());
}

// The ufunc's call.
PyObject* Function::call(PyObject* ufunc, PyObject* const* args, size_t flagged_count, PyObject* names) {
  Function& self = *state_of(reinterpret_cast<PyUFuncObject*>(ufunc))->function;
  Options options;
  if (!self.default_options(options)) return nullptr;
  const Py_ssize_t count = PyVectorcall_NARGS(flagged_count), named = names == nullptr ? 0 : PyTuple_GET_SIZE(names);
  Py_ssize_t taken = 0;
  for (Py_ssize_t i = 0; i < named; ++i) {
    const int index = self.option_index(PyTuple_GET_ITEM(names, i));
    if (index < 0) continue;
    if (!self.set_option(index, args[count + i], options)) return nullptr;
    ++taken;
  }
  Reference variant;
  if (options.accuracy != SIMDACT_HIGH || !self.has_default_params(options)) {
    variant = self.variant(options);
    if (!variant) return nullptr;
    ufunc = variant.get();
  }
  if (taken > 0 && taken < named) return self.call_without_options(ufunc, args, count, names);
  return numpy_call(ufunc, args, static_cast<size_t>(count), taken == 0 ? names : nullptr);
}

}  // namespace simdact_python
