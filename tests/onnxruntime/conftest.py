# SPDX-License-Identifier: MIT
"""What the tests of the ONNX Runtime package share: small models, sessions with the provider and without."""

import ctypes
import os
import sys

import c_abi
import numpy as np
import onnxruntime as ort
from arrays import inputs, same_bits
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
