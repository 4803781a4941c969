# SPDX-License-Identifier: MIT
"""Rewrites a model for versions of ONNX Runtime that load no execution providers (1.22 and older).

What the library computes becomes custom operators of the domain simdact. ONNX Runtime itself, of the version that will run
the model, first fuses what it can: what it computes inside Conv or Gemm stays there, and what it finds to be gelu or silu
becomes one node."""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

import onnx
import onnxruntime as ort
from onnx import helper

DOMAIN = "simdact"
LIST = Path(__file__).parent / "core/nodes.def"
# ONNX Runtime takes these to pieces, or knows them only in newer versions, so they are replaced before it sees them.
FIRST = {"Mish", "Gelu", "HardSwish"}
# Its own operators, as ONNX's: the name and what an attribute becomes.
FUSED = {"Gelu": ("Gelu", {}), "FastGelu": ("Gelu", {"approximate": "tanh"}), "QuickGelu": ("Swish", {})}
QUICK_GELU_ALPHA = 1.702  # QuickGelu's default


def known_nodes():
    return re.findall(r"^SIMDACT_NODE\((\w+),", LIST.read_text(encoding="utf-8"), re.MULTILINE)


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
    if node.domain not in ("", "ai.onnx") or node.op_type not in known_nodes():
        return None
    if node.op_type in ("Softmax", "LogSoftmax") and (opset < 13 or attributes.get("axis", -1) != -1):
        return None
    if node.op_type == "PRelu":
        slope = constants.get(node.input[1])
        if slope is None or sum(d != 1 for d in slope.dims) > 1:
            return None
    return node.op_type, attributes


def replace(model, chosen, accuracy):
    """Replaces the nodes of the chosen types; how many."""
    opset = next(o.version for o in model.opset_import if o.domain in ("", "ai.onnx"))
    count = 0
    for graph in graphs_of(model.graph):
        constants = {tensor.name: tensor for tensor in graph.initializer}
        for node in graph.node:
            found = replacement(node, opset, constants)
            if found is None or found[0] not in chosen:
                continue
            new = helper.make_node(
                found[0], node.input, node.output, node.name, domain=DOMAIN, **found[1], accuracy=accuracy
            )
            node.CopyFrom(new)
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
    chosen = set(known_nodes() if chosen is None else chosen)
    count = replace(model, chosen & FIRST, accuracy)
    model = optimized(model, library)
    return model, count + replace(model, chosen, accuracy)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="the model to read")
    parser.add_argument("result", help="the model to write")
    parser.add_argument("--library", required=True, help="libsimdact_onnxruntime.so")
    parser.add_argument("--accuracy", default="high", help="high, fast, ...: see simdact.h")
    parser.add_argument("--nodes", help="the types to replace, separated by commas; all")
    arguments = parser.parse_args()
    chosen = arguments.nodes.split(",") if arguments.nodes else None
    unknown = set(chosen or ()) - set(known_nodes())
    if unknown:
        sys.exit(f"rewrite.py: no such types: {', '.join(sorted(unknown))}")
    model, count = rewrite(onnx.load(arguments.model), arguments.library, arguments.accuracy, chosen)
    # It is written if it loads: an accuracy or a type without a kernel is told here.
    ort.InferenceSession(
        model.SerializeToString(), session_options(arguments.library), providers=["CPUExecutionProvider"]
    )
    onnx.save(model, arguments.result)
    print(f"{count} nodes")


if __name__ == "__main__":
    main()
