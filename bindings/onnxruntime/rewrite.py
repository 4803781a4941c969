# SPDX-License-Identifier: MIT
"""Rewrites a model for versions of ONNX Runtime that load no execution providers (1.22 and older).

What the library computes becomes custom operators of the domain simdact. ONNX Runtime itself, of the version that will run
the model, first fuses what it can: what it computes inside Conv or Gemm stays there, and what it finds to be gelu or silu
becomes one node. A node that the library has no kernel for, with its type, attributes and the accuracy, stays as it is."""

import argparse
import os
import sys
import tempfile

import onnx
import onnxruntime as ort
from node_types import default_nodes, node_types
from onnx import helper

DOMAIN = "simdact"
# ONNX Runtime takes these to pieces, or knows them only in newer versions, so they are replaced before it sees them.
FIRST = {"Mish", "Gelu", "HardSwish"}
# Its own operators, as ONNX's: the name and what an attribute becomes.
FUSED = {"Gelu": ("Gelu", {}), "FastGelu": ("Gelu", {"approximate": "tanh"}), "QuickGelu": ("Swish", {})}
QUICK_GELU_ALPHA = 1.702  # QuickGelu's default


def graphs_of(graph):
    """The graph and those in its nodes' attributes."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            for inner in (attribute.g, *attribute.graphs):
                if inner.node:
                    yield from graphs_of(inner)


def attributes_of(node):
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def replacement(node, opset, constants):
    """The name and attributes of the operator that computes the node, or None."""
    attributes = attributes_of(node)
    if node.domain == "com.microsoft" and node.op_type in FUSED and len(node.input) == 1:
        name, more = FUSED[node.op_type]
        if node.op_type == "QuickGelu":
            more = {"alpha": attributes.get("alpha", QUICK_GELU_ALPHA)}
        return name, more
    if node.domain not in ("", "ai.onnx") or node.op_type not in node_types():
        return None
    if node.op_type in ("Softmax", "LogSoftmax") and (opset < 13 or attributes.get("axis", -1) != -1):
        return None
    if node.op_type == "PRelu":
        slope = constants.get(node.input[1])
        if slope is None or sum(d != 1 for d in slope.dims) > 1:
            return None
    return node.op_type, attributes


def element_types(model):
    """{name of a value: its ONNX type}, as far as they are known: not behind an operator that is not ONNX's."""
    inferred = onnx.shape_inference.infer_shapes(model)
    types = {}
    for graph in graphs_of(inferred.graph):
        for value in (*graph.input, *graph.value_info, *graph.output):
            types[value.name] = value.type.tensor_type.elem_type
        types |= {tensor.name: tensor.data_type for tensor in graph.initializer}
    return types


class Kernels:
    """Which operators the library has: those of which a model of one loads."""

    def __init__(self, library, accuracy):
        self.library, self.accuracy, self.known = library, accuracy, {}

    def operator(self, name, attributes, inputs, outputs, node_name=""):
        return helper.make_node(name, inputs, outputs, node_name, domain=DOMAIN, **attributes, accuracy=self.accuracy)

    def has(self, name, attributes, element_type):
        key = name, element_type, repr(sorted(attributes.items()))
        if key not in self.known:
            self.known[key] = self.loads(name, attributes, element_type)
        return self.known[key]

    def loads(self, name, attributes, element_type):
        inputs = ["x", "slope"] if name == "PRelu" else ["x"]
        values = [helper.make_tensor_value_info(v, element_type, [1, 1]) for v in (*inputs, "y")]
        one = self.operator(name, attributes, inputs, ["y"])
        graph = helper.make_graph([one], "one", values[:-1], values[-1:])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid(DOMAIN, 1)], ir_version=8)
        options = session_options(self.library)
        options.log_severity_level = 4
        try:
            ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # of several classes, which depend on the version
            if "accuracy is one of" in str(error):
                raise
            return False
        return True


def replace(model, chosen, kernels, types):
    """Replaces the nodes of the chosen types; how many."""
    # A model without nodes of ONNX's own domain need not name its version.
    opset = next((o.version for o in model.opset_import if o.domain in ("", "ai.onnx")), 0)
    count = 0
    for graph in graphs_of(model.graph):
        constants = {tensor.name: tensor for tensor in graph.initializer}
        for node in graph.node:
            found = replacement(node, opset, constants)
            if found is None or found[0] not in chosen:
                continue
            if not kernels.has(*found, types.get(node.input[0], onnx.TensorProto.UNDEFINED)):
                continue
            node.CopyFrom(kernels.operator(*found, node.input, node.output, node.name))
            count += 1
    if count and DOMAIN not in [o.domain for o in model.opset_import]:
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return count


def session_options(library):
    options = ort.SessionOptions()
    options.register_custom_ops_library(str(library))
    return options


def optimized(model, library):
    """The model as ONNX Runtime fuses it, apart from a bias, which it would fuse with gelu."""
    options = session_options(library)
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = os.path.join(folder, "model.onnx")
        ort.InferenceSession(
            model.SerializeToString(),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["BiasGeluFusion"],
        )
        return onnx.load(options.optimized_model_filepath)


def rewrite(model, library, accuracy="high", chosen=None):
    """The new model, and how many of its nodes the library computes. The model given is changed."""
    chosen = default_nodes() if chosen is None else set(chosen)
    kernels = Kernels(library, accuracy)
    types = element_types(model)
    count = replace(model, chosen & FIRST, kernels, types)
    model = optimized(model, library)
    # The values that are left have the names that they had.
    return model, count + replace(model, chosen, kernels, element_types(model) | types)


def main():
    left = ", ".join(sorted(set(node_types()) - default_nodes())) or "none"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="the model to read")
    parser.add_argument("result", help="the model to write")
    parser.add_argument("--library", required=True, help="libsimdact_onnxruntime.so")
    parser.add_argument("--accuracy", default="high", help="high, fast, ...: see simdact.h")
    parser.add_argument("--nodes", help=f"the types to replace, separated by commas; all but {left}")
    arguments = parser.parse_args()
    chosen = arguments.nodes.split(",") if arguments.nodes else None
    unknown = set(chosen or ()) - set(node_types())
    if unknown:
        sys.exit(f"rewrite.py: no such types: {', '.join(sorted(unknown))}")
    model, count = rewrite(onnx.load(arguments.model), arguments.library, arguments.accuracy, chosen)
    # It is written if it loads.
    ort.InferenceSession(
        model.SerializeToString(), session_options(arguments.library), providers=["CPUExecutionProvider"]
    )
    onnx.save(model, arguments.result)
    print(f"{count} nodes")


if __name__ == "__main__":
    main()
