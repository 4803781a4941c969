# SPDX-License-Identifier: MIT
"""write_model.py FILE: a model of one Mish, for use.cpp."""

import sys

import onnx
from onnx import helper

ends = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n"]) for name in "xy"]
graph = helper.make_graph([helper.make_node("Mish", ["x"], ["y"])], "graph", ends[:1], ends[1:])
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9), sys.argv[1])
