# SPDX-License-Identifier: MIT
"""Models as users have them: which of their nodes the library computes, and that they compute what they did."""

import models
import numpy as np
import onnx
import pytest
from conftest import run, same_bits, session
from onnx.reference import ReferenceEvaluator

# The model, and how many of its nodes are computed here; a transformer's layer has Softmax besides.
MODELS = {
    "convnet with Mish": (models.convnet("Mish", 8, 12, 3), 3),
    "convnet with LeakyRelu": (models.convnet("LeakyRelu", 8, 12, 3), 0),
    "convnet with silu": (models.convnet("silu", 8, 12, 3), 0),
    "perceptron with Elu": (models.perceptron("Elu", 8, 16), 3),
    "perceptron with Tanh": (models.perceptron("Tanh", 8, 16), 0),
    "transformer with erf gelu": (models.transformer("erf gelu", 10, 16), 4),
    "transformer with silu": (models.transformer("silu", 10, 16), 4),
}


def batch(which):
    shape = [d.dim_value for d in which.graph.input[0].type.tensor_type.shape.dim]
    return np.random.default_rng(2).normal(0, 1, shape).astype(np.float32)


@pytest.mark.parametrize("which, claimed", MODELS.values(), ids=MODELS.keys())
@pytest.mark.parametrize("threads", [1, 2])
def test_model(which, claimed, threads):
    x = batch(which)
    y, calls = run(session(which, threads=threads), x)
    assert calls == claimed
    assert np.allclose(y, ReferenceEvaluator(which).run(None, {"x": x})[0], rtol=1e-3, atol=1e-4)
    stock = run(session(which, provider=False, threads=threads), x)[0]
    assert np.allclose(y, stock, rtol=1e-3, atol=1e-4)
    if claimed == 0:
        same_bits(y, stock)


def test_a_model_of_16_bit_floats():
    which = onnx.ModelProto()
    which.CopyFrom(MODELS["perceptron with Elu"][0])
    for tensor in which.graph.initializer:
        half = onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(tensor).astype(np.float16), tensor.name)
        tensor.CopyFrom(half)
    for value in (*which.graph.input, *which.graph.output):
        value.type.tensor_type.elem_type = onnx.TensorProto.FLOAT16
    x = batch(which).astype(np.float16)
    y, calls = run(session(which), x)
    assert calls == 3 and y.dtype == np.float16
    assert np.allclose(y, run(session(which, provider=False), x)[0], rtol=1e-2, atol=1e-2)
