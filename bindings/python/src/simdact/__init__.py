# SPDX-License-Identifier: MIT
"""Activation functions as NumPy ufuncs.

Every function takes what NumPy's exp takes (out=, where=, dtype=, any shape and strides), its parameters and
accuracy= by keyword. A result depends on the element's own bits and the parameters alone: not on its neighbours, the
strides, the machine or the threads. A NaN in gives a NaN out; its sign and payload are unspecified.

The accuracies are bounds on the error over every finite input: "high" (below 1 ulp, the default), "fast" (at most 4),
"exact" (correctly rounded; not every function has it) and "relaxed" (as fast where |f(x)| >= |x|/64, elsewhere at most 2
ulp of the larger of |x| and |f(x)|: a tail may vanish). accuracy=None, or none, is that of `with accuracy(...)`
around the call, and outside of such a block that of set_default_accuracy.

Methods as f.at and f.outer take no such keywords: they compute with the defaults and "high". No function starts
threads; NumPy releases the interpreter while they run. They raise no floating-point warnings."""

import contextlib as _contextlib

import numpy as _numpy

from simdact import _core
from simdact._ufuncs import BOUNDS as _BOUNDS
from simdact._ufuncs import UFUNCS as _UFUNCS

globals().update(_UFUNCS)
__version__ = _core.version
accuracies = _core.accuracies()
isa = _core.isa
isas = _core.isas
default_accuracy = _core.default_accuracy
set_default_accuracy = _core.set_default_accuracy


@_contextlib.contextmanager
def accuracy(name):
    """The accuracy of the calls within a with block of this thread or task that name none."""
    token = _core.accuracy_variable.set(_core.accuracy_id(name))
    try:
        yield
    finally:
        _core.accuracy_variable.reset(token)


def set_isa(name=None):
    """Choose the instruction set, one of isas(), for all later calls of every thread; None: the best. The results are
    the same."""
    _core.set_isa(name)


def ulp_bound(function, dtype="float32", accuracy="high"):
    """The bound that the library states of a function's error at default parameters, in ulp: for float32 and smaller types the
    largest error over every input, for float64 mostly the largest that a search found. None where there is no such
    kernel. Of a derivative it is the error of f', which is then multiplied by dy and rounded once."""
    name = function if isinstance(function, str) else getattr(function, "__name__", None)
    if name not in _BOUNDS or function not in (name, _UFUNCS[name]):
        raise ValueError(f"no bound is known of {function}")
    op, backward = _BOUNDS[name]
    return _core.bound(op, _numpy.dtype(dtype).num, accuracy, backward)


__all__ = [
    *sorted(_UFUNCS),
    *("accuracies", "accuracy", "default_accuracy", "isa", "isas", "set_default_accuracy", "set_isa", "ulp_bound"),
]
