# SPDX-License-Identifier: MIT
"""What the tests of the ONNX Runtime package share: small models, sessions with the provider and without."""

import ctypes
import os
import sys

import c_abi
import numpy as np
import onnxruntime as ort
from c_abi import ABI, ACCURACIES, DTYPES, OPS, TREE, Params
from onnx import helper, numpy_helper

sys.path.insert(0, str(TREE / "bindings/onnxruntime"))
from node_types import default_nodes, node_types

LIBRARY = os.environ["SIMDACT_ONNXRUNTIME_LIBRARY"]
HAS_PROVIDERS = hasattr(ort, "register_execution_provider_library")
DOOR = ctypes.CDLL(LIBRARY)
DOOR.simdact_onnxruntime_calls.restype = ctypes.c_uint64
ABI.simdact_ulp_bound.restype = ctypes.c_double
# The types of nodes that the library computes, and of those the ones that it does where none are named.
NODES = node_types()
DEFAULT = default_nodes()
# Without providers there is nothing but the custom operators.
collect_ignore = [] if HAS_PROVIDERS else ["test_nodes.py", "test_graphs.py", "test_models.py"]
INTEGERS = {2: np.uint16, 4: np.uint32, 8: np.uint64}
OPSET = 20


if HAS_PROVIDERS:
    ort.register_execution_provider_library("simdact", LIBRARY)


def calls():
    return DOOR.simdact_onnxruntime_calls()


def forward(op, x, accuracy="high", params=None):
    """simdact_forward on a packed array, or its status."""
    x = np.ascontiguousarray(x)
    y = np.empty_like(x)
    settings = ctypes.byref(Params(*params)) if params else None
    ids = (OPS[op], DTYPES[x.dtype.name], ACCURACIES[accuracy])
    pointers = [ctypes.c_void_p(a.ctypes.data) for a in (x, y)]
    return ABI.simdact_forward(*ids, settings, *pointers, ctypes.c_size_t(x.size)) or y


def supported(op, dtype, accuracy):
    return c_abi.supported(OPS[op], np.dtype(dtype).name, accuracy)


def rows(call, x, accuracy="high"):
    """simdact_softmax or simdact_log_softmax over the last axis."""
    x = np.ascontiguousarray(x)
    y = np.empty_like(x)
    columns = ctypes.c_size_t(x.shape[-1])
    pointers = [ctypes.c_void_p(a.ctypes.data) for a in (x, y)]
    ids = (DTYPES[x.dtype.name], ACCURACIES[accuracy])
    count = ctypes.c_size_t(x.size // x.shape[-1])
    status = getattr(ABI, f"simdact_{call}")(*ids, None, pointers[0], columns, pointers[1], columns, count, columns)
    return status or y


def bits(array):
    """The bits, all NaNs as one."""
    integers = np.ascontiguousarray(array).view(INTEGERS[array.dtype.itemsize]).copy()
    integers[np.isnan(array.astype(np.float64))] = 0
    return integers


def same_bits(got, want):
    assert got.dtype == want.dtype and got.shape == want.shape
    different = np.flatnonzero(bits(got).ravel() != bits(want).ravel())
    assert not different.size, f"{different.size} differ, the first at {different[0]}"


def tensor_type(dtype):
    return helper.np_dtype_to_tensor_dtype(np.dtype(dtype))


def model(nodes, shape, dtype=np.float32, constants=None, outputs=("y",), opset=OPSET, domains=()):
    """A model from x to the outputs; constants: {name: value}."""
    initializers = [numpy_helper.from_array(np.asarray(v, dtype), k) for k, v in (constants or {}).items()]
    x = helper.make_tensor_value_info("x", tensor_type(dtype), shape)
    results = [helper.make_tensor_value_info(name, tensor_type(dtype), None) for name in outputs]
    graph = helper.make_graph(nodes, "graph", [x], results, initializers)
    opsets = [helper.make_opsetid("", opset), *(helper.make_opsetid(domain, 1) for domain in domains)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def node(type_name, inputs="x", outputs="y", **attributes):
    return helper.make_node(type_name, inputs.split(), outputs.split(), **attributes)


def session(which, accuracy=None, threads=1, provider=True, configure=None, fallback=True, **options):
    """With the provider, or without; options are the provider's."""
    settings = ort.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.log_severity_level = 3
    if configure:
        configure(settings)
    data = which if isinstance(which, (str, bytes)) else which.SerializeToString()
    if not provider:
        return ort.InferenceSession(data, settings, providers=["CPUExecutionProvider"])
    if accuracy:
        options["accuracy"] = accuracy
    settings.add_provider_for_devices([d for d in ort.get_ep_devices() if d.ep_name == "simdact"], options)
    return ort.InferenceSession(data, settings, enable_fallback=int(fallback))


def run(which, x):
    """The first output, and how many nodes the library computed."""
    before = calls()
    result = which.run(None, {"x": x})[0]
    return result, calls() - before


def inputs(shape, dtype=np.float32, seed=1):
    """Values of every size, the edges among them."""
    random = np.random.default_rng(seed)
    size = int(np.prod(shape))
    edges = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 1e-7, -1e-7, 3.0, -3.0, 6.0, 89.0, -104.0, 65504.0]
    values = np.concatenate(
        [edges, random.normal(0, 3, size), random.normal(0, 1, size) * 2.0 ** random.integers(-14, 6, size)]
    )
    return random.permutation(values)[:size].astype(dtype).reshape(shape)
