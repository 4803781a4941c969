# SPDX-License-Identifier: MIT
"""What the tests of the Python package share."""

import ctypes
from collections import namedtuple

import numpy as np
import pytest
from c_abi import ABI, ACCURACIES, DTYPES, FROM_OUTPUT, OPS, TREE, Params
from c_abi import supported as has_kernel

import simdact

INTEGERS = {"float16": np.uint16, "bfloat16": np.uint16, "float32": np.uint32, "float64": np.uint64}
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


def bits(array):
    """The bits, all NaNs as one."""
    array = np.ascontiguousarray(array)
    integers = array.view(INTEGERS[array.dtype.name]).copy()
    integers[np.isnan(array.astype(np.float64))] = 0
    return integers


def same_bits(got, want):
    got, want = np.asarray(got), np.asarray(want)
    assert got.dtype == want.dtype and got.shape == want.shape
    different = np.flatnonzero(bits(got).ravel() != bits(want).ravel())
    assert not different.size, f"{different.size} differ, the first at {different[0]}"


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
    """Values of every size, the edges among them."""
    random = np.random.default_rng(seed)
    edges = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 1e-7, -1e-7, 3.0, -3.0, 6.0, 89.0, -104.0, 65504.0]
    values = np.concatenate([edges, random.normal(0, 3, n), random.normal(0, 1, n) * 2.0 ** random.integers(-14, 6, n)])
    return random.permutation(values)[:n].astype(dtype(type_name))


def skip_unsupported(*arguments, **keywords):
    if not supported(*arguments, **keywords):
        pytest.skip("the library has no such kernel")


def ufunc(name):
    return getattr(simdact, name)
