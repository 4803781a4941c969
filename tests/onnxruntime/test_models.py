# SPDX-License-Identifier: MIT
"""Models as users have them: which of their nodes the library computes, and that they compute what they did."""

import models
import numpy as np
import onnx
import pytest
from conftest import DEFAULT, run, same_bits, session
from onnx.reference import ReferenceEvaluator

# A transformer has two layers, each with an activation and a Softmax.
OF_TRANSFORMER = 4 if "Softmax" in DEFAULT else 2
# The model, and how many of its nodes are computed here, by default and with what Gemm fuses.
MODELS = {
    "convnet with Mish": (models.convnet("Mish", 8, 12, 3), 3, 3),
    "convnet with LeakyRelu": (models.convnet("LeakyRelu", 8, 12, 3), 0, 0),
    "convnet with silu": (models.convnet("silu", 8, 12, 3), 0, 0),
    "perceptron with Elu": (models.perceptron("Elu", 8, 16), 0, 3),
    "perceptron with Softplus": (models.perceptron("Softplus", 8, 16), 0, 3),
    "perceptron with Mish": (models.perceptron("Mish", 8, 16), 3, 3),
    "perceptron with Tanh": (models.perceptron("Tanh", 8, 16), 0, 3),
    "transformer with erf gelu": (models.transformer("erf gelu", 10, 16), OF_TRANSFORMER, OF_TRANSFORMER),
    "transformer with silu": (models.transformer("silu", 10, 16), OF_TRANSFORMER, OF_TRANSFORMER),
}


def batch(which):
    shape = [d.dim_value for d in which.graph.input[0].type.tensor_type.shape.dim]
    return np.random.default_rng(2).normal(0, 1, shape).astype(np.float32)


@pytest.mark.parametrize("which, claimed, with_fused", MODELS.values(), ids=MODELS.keys())
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("fused", ["0", "1"])
def test_model(which, claimed, with_fused, threads, fused):
    x = batch(which)
    y, calls = run(session(which, threads=threads, fused=fused), x)
    assert calls == (with_fused if fused == "1" else claimed)
    assert np.allclose(y, ReferenceEvaluator(which).run(None, {"x": x})[0], rtol=1e-3, atol=1e-4)
    stock = run(session(which, provider=False, threads=threads), x)[0]
    assert np.allclose(y, stock, rtol=1e-3, atol=1e-4)
    if calls == 0:
        same_bits(y, stock)


@pytest.mark.parametrize("name, claimed", [("Mish", 3), ("Elu", 0)])
def test_a_model_of_16_bit_floats(name, claimed):
    which = onnx.ModelProto()
    which.CopyFrom(MODELS[f"perceptron with {name}"][0])
    for tensor in which.graph.initializer:
        half = onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(tensor).astype(np.float16), tensor.name)
        tensor.CopyFrom(half)
    for value in (*which.graph.input, *which.graph.output):
        value.type.tensor_type.elem_type = onnx.TensorProto.FLOAT16
    x = batch(which).astype(np.float16)
    stock = run(session(which, provider=False), x)[0]
    for options, count in (({}, claimed), ({"fused": "1"}, 3)):
        y, calls = run(session(which, **options), x)
        assert calls == count and y.dtype == np.float16
        assert np.allclose(y, stock, rtol=1e-2, atol=1e-2)
