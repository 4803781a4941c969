# SPDX-License-Identifier: MIT
"""The C ABI as the tests of the Python packages call it, by ctypes in a shared library of its own."""

import ctypes
import os
import re
from pathlib import Path

TREE = Path(__file__).parents[2]
ABI = ctypes.CDLL(os.environ["SIMDACT_TEST_LIBRARY"])
DTYPES = {"float32": 1, "float64": 2, "float16": 3, "bfloat16": 4}


def ids(file, pattern):
    """{name: id} of one of the library's lists."""
    text = (TREE / "include/simdact" / file).read_text("utf-8")
    return {name: int(number) for number, name in re.findall(pattern, text, re.MULTILINE)}


ACCURACIES = ids("accuracies.def", r"^SIMDACT_ACCURACY\((\d+), \w+, (\w+),")
OPS = ids("ops.def", r"^SIMDACT_OP\((\d+), \w+, (\w+)\)")
FROM_OUTPUT = "exp expm1 tanh sigmoid relu relu6 leaky_relu elu celu selu hard_tanh".split()


class Params(ctypes.Structure):
    _fields_ = [("alpha", ctypes.c_double), ("beta", ctypes.c_double)]


def supported(op, type_name, accuracy="high", direction="forward"):
    """Whether the library has such a kernel."""
    find = getattr(ABI, f"simdact_find_{direction}")
    find.restype = ctypes.c_void_p
    ids = [op, DTYPES[type_name]] + ([] if direction == "backward_from_output" else [ACCURACIES[accuracy]])
    return find(*ids) is not None
