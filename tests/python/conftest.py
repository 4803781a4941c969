# SPDX-License-Identifier: MIT
"""What the tests of the Python package share."""

import ctypes
from collections import namedtuple

import arrays
import numpy as np
import pytest
from arrays import same_bits
from c_abi import ABI, ACCURACIES, DTYPES, FROM_OUTPUT, OPS, TREE, Params
from c_abi import supported as has_kernel

import simdact

TYPES = ["float16", "float32", "float64"]
try:
    import ml_dtypes

    TYPES.append("bfloat16")
except ImportError:
    ml_dtypes = None

# The functions, and their parameters as users know them.
PARAMETERS = {
    "leaky_relu": {"alpha": 0.01},
    "elu": {"alpha": 1},
    "celu": {"alpha": 1},
    "softplus": {"beta": 1},
    "swish": {"beta": 1},
    "hard_sigmoid": {"alpha": 1 / 6, "beta": 0.5},
    "hard_tanh": {"min_val": -1, "max_val": 1},
    "hard_shrink": {"lambd": 0.5},
    "soft_shrink": {"lambd": 0.5},
    "threshold": {"threshold": 1, "value": 0},
    "softcap": {"cap": 30},
}
Entry = namedtuple("Entry", "name op parameters")
ENTRIES = [Entry(name, op, PARAMETERS.get(name, {})) for name, op in OPS.items()]
BY_NAME = {entry.name: entry for entry in ENTRIES}


def dtype(name):
    return np.dtype(ml_dtypes.bfloat16 if name == "bfloat16" else name)


def abi(call, entry, type_name, accuracy, arrays, params=None, outputs=1):
    """The outputs of simdact_<call> on packed arrays, or the status if it is not 0."""
    arrays = [np.ascontiguousarray(a) for a in arrays]
    out = [np.empty_like(arrays[0]) for _ in range(outputs)]
    pointers = [ctypes.c_void_p(a.ctypes.data) for a in (*arrays, *out)]
    ids = [entry.op, DTYPES[type_name]] + ([] if accuracy is None else [ACCURACIES[accuracy]])
    settings = ctypes.byref(Params(*params)) if params else None
    status = getattr(ABI, f"simdact_{call}")(*ids, settings, *pointers, ctypes.c_size_t(arrays[0].size))
    return status or (out[0] if outputs == 1 else out)


def supported(entry, *arguments, **keywords):
    return has_kernel(entry.op, *arguments, **keywords)


def inputs(type_name, n, seed=1):
    return arrays.inputs(n, dtype(type_name), seed)


def skip_unsupported(*arguments, **keywords):
    if not supported(*arguments, **keywords):
        pytest.skip("the library has no such kernel")


def ufunc(name):
    return getattr(simdact, name)
