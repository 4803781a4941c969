# SPDX-License-Identifier: MIT
"""Small models as users have them, for speed.py and the tests."""

import numpy as np
from onnx import helper, numpy_helper


class Builder:
    """A graph that grows at its end; weights are drawn so that values keep their size."""

    def __init__(self, shape, seed=1):
        self.shape, self.nodes, self.weights, self.end = shape, [], [], "x"
        self.random = np.random.default_rng(seed)

    def weight(self, *shape, size=1.0):
        name = f"w{len(self.weights)}"
        value = self.random.normal(0, size, shape).astype(np.float32) if shape else np.float32(size)
        self.weights.append(numpy_helper.from_array(np.asarray(value, np.float32), name))
        return name

    def add(self, type_name, *inputs, **attributes):
        self.end = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(type_name, list(inputs), [self.end], **attributes))
        return self.end

    def activate(self, name):
        x = self.end
        if name == "silu":
            return self.add("Mul", x, self.add("Sigmoid", x))
        if name == "erf gelu":
            one_plus = self.add("Add", self.add("Erf", self.add("Div", x, self.weight(size=np.sqrt(2)))), self.weight())
            return self.add("Mul", self.add("Mul", x, one_plus), self.weight(size=0.5))
        return self.add(name, x)

    def dense(self, x, rows, columns):
        product = self.add("MatMul", x, self.weight(rows, columns, size=rows**-0.5))
        return self.add("Add", product, self.weight(columns, size=0.1))

    def norm(self, x, width):
        return self.add("LayerNormalization", x, self.weight(width, size=0.1), axis=-1)

    def model(self):
        ends = [
            helper.make_tensor_value_info("x", 1, self.shape),
            helper.make_tensor_value_info(self.end, 1, None),
        ]
        graph = helper.make_graph(self.nodes, "graph", ends[:1], ends[1:], self.weights)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def convnet(activation, width=32, size=32, layers=4):
    """Convolutions with an activation behind each."""
    net = Builder([1, 3, size, size])
    for layer in range(layers):
        inputs = width if layer else 3
        weight = net.weight(width, inputs, 3, 3, size=(9 * inputs) ** -0.5)
        net.add("Conv", net.end, weight, net.weight(width, size=0.1), pads=[1] * 4)
        net.activate(activation)
    net.add("GlobalAveragePool", net.end)
    return net.model()


def perceptron(activation, rows=64, width=512, layers=3):
    net = Builder([rows, width])
    for _ in range(layers):
        net.dense(net.end, width, width)
        net.activate(activation)
    return net.model()


def transformer(activation, length=64, width=128, layers=2):
    """Attention of one head and a feed-forward part of four times the width, layer by layer."""
    net = Builder([1, length, width])
    for _ in range(layers):
        before = net.end
        x = net.norm(before, width)
        query, key, value = (net.dense(x, width, width) for _ in range(3))
        scores = net.add(
            "Div", net.add("MatMul", query, net.add("Transpose", key, perm=[0, 2, 1])), net.weight(size=width**0.5)
        )
        mixed = net.add("MatMul", net.add("Softmax", scores), value)
        after = net.add("Add", net.dense(mixed, width, width), before)
        net.dense(net.norm(after, width), width, 4 * width)
        net.activate(activation)
        net.add("Add", net.dense(net.end, 4 * width, width), after)
    return net.model()
