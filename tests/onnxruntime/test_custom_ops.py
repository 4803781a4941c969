# SPDX-License-Identifier: MIT
"""The custom operators, and models rewritten to them: for versions that load no providers, and the newer ones too."""

import subprocess
import sys

import models
import numpy as np
import onnx
import onnxruntime as ort
import pytest
import rewrite
from conftest import (
    ACCURACIES,
    DEFAULT,
    LIBRARY,
    NODES,
    TREE,
    forward,
    inputs,
    model,
    node,
    rows,
    run,
    same_bits,
    session,
    supported,
)

F = np.float32


def registered(settings):
    settings.register_custom_ops_library(LIBRARY)


def custom(which, **keywords):
    return session(which, provider=False, configure=registered, **keywords)


@pytest.mark.parametrize("dtype", [np.float32, np.float16, np.float64], ids=lambda t: t.__name__)
@pytest.mark.parametrize("accuracy", ACCURACIES)
@pytest.mark.parametrize(
    "name, attributes, op, params",
    [
        ("Mish", {}, "mish", None),
        ("Gelu", {"approximate": "tanh"}, "gelu_tanh", None),
        ("Swish", {"alpha": 1.75}, "swish", (1.75, 0)),
        ("Elu", {"alpha": 0.5}, "elu", (0.5, 0)),
        ("HardSigmoid", {}, "hard_sigmoid", (float(F(0.2)), 0.5)),
    ],
)
def test_bits(name, attributes, op, params, dtype, accuracy):
    one = node(name, domain="simdact", accuracy=accuracy, **attributes)
    which = model([one], ["n"], dtype, domains=["simdact"])
    if not supported(op, dtype, accuracy):
        with pytest.raises(Exception, match="has no kernel"):
            custom(which)
        return
    x = inputs([40001], dtype)
    y, calls = run(custom(which, threads=2), x)
    assert calls == 1
    same_bits(y, forward(op, x, accuracy, params))


def test_rows_and_channels():
    x = np.random.default_rng(1).normal(0, 3, [4, 30]).astype(F)
    softmax = custom(model([node("Softmax", domain="simdact")], [4, 30], domains=["simdact"]))
    same_bits(run(softmax, x)[0], rows("softmax", x))
    slope = np.linspace(-1, 1, 30).astype(F)
    prelu = custom(model([node("PRelu", "x s", domain="simdact")], [4, 30], F, {"s": slope}, domains=["simdact"]))
    same_bits(run(prelu, x)[0], np.where(x > 0, x, x * slope))


def test_an_unknown_accuracy():
    with pytest.raises(Exception, match="accuracy is one of"):
        custom(model([node("Mish", domain="simdact", accuracy="perfect")], [3], domains=["simdact"]))


REWRITTEN = {
    "convnet with Mish": (models.convnet("Mish", 8, 12, 3), 3),
    "convnet with LeakyRelu": (models.convnet("LeakyRelu", 8, 12, 3), 0),
    "perceptron with Tanh": (models.perceptron("Tanh", 8, 16), 0),
    "transformer with erf gelu": (models.transformer("erf gelu", 10, 16), 4),
    "transformer with silu": (models.transformer("silu", 10, 16), 4),
}


@pytest.mark.parametrize("which, count", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_rewritten(which, count):
    shape = [d.dim_value for d in which.graph.input[0].type.tensor_type.shape.dim]
    x = np.random.default_rng(2).normal(0, 1, shape).astype(F)
    copy = onnx.ModelProto()
    copy.CopyFrom(which)
    new, replaced = rewrite.rewrite(copy, LIBRARY, chosen=NODES)
    assert replaced == count
    y, calls = run(custom(new, threads=2), x)
    assert calls == count
    assert np.allclose(y, run(session(which, provider=False), x)[0], rtol=1e-3, atol=1e-4)


def test_every_type_is_rewritten():
    names = [n for n in NODES if n not in ("Swish", "PRelu", "Gelu", "Mish", "HardSwish")]
    names += [n for n in ("Mish", "HardSwish", "Gelu") if onnx.defs.has(n) and hasattr(ort, "get_ep_devices")]
    for name in names:
        which = model([node("Neg", "x", "n"), node(name, "n")], [6, 50])
        new, count = rewrite.rewrite(which, LIBRARY, chosen=NODES)
        assert count == 1, name
        assert run(custom(new), inputs([6, 50]))[1] == 1, name


def test_the_default_types_are_rewritten():
    which = model([node("Neg", "x", "n"), node("Softmax", "n", "s"), node("Tanh", "s")], [6, 50])
    assert rewrite.rewrite(which, LIBRARY)[1] == 1 + ("Softmax" in DEFAULT)


# Nodes that are computed for some types, attributes or accuracies only: what is rewritten of them.
WITHOUT_KERNEL = {
    "Selu": ([node("Selu")], F, "high", 1),
    "Selu of other constants": ([node("Selu", alpha=1.5)], F, "high", 0),
    "Selu of 16 bits": ([node("Selu")], np.float16, "high", 1),
    "Selu of other constants, of 16 bits": ([node("Selu", gamma=1.5)], np.float16, "high", 0),
    "exact": ([node("Tanh", "x", "t"), node("Softmax", "t")], F, "exact", 1),
    "exact in double": ([node("Tanh")], np.float64, "exact", 0),
    "in a branch": (None, F, "exact", 1),
}


def branching():
    """Tanh and Softmax in the body of an If."""
    result = onnx.helper.make_tensor_value_info("z", onnx.TensorProto.FLOAT, [5, 40])
    one = onnx.helper.make_graph([node("Tanh", "x", "t"), node("Softmax", "t", "z")], "one", [], [result])
    other = onnx.helper.make_graph([node("Neg", "x", "z")], "other", [], [result])
    sum_ = [node("ReduceMax", "x", "top", keepdims=0), node("Greater", "top zero", "positive")]
    branch = onnx.helper.make_node("If", ["positive"], ["y"], then_branch=one, else_branch=other)
    return model([*sum_, branch], [5, 40], constants={"zero": 0})


@pytest.mark.parametrize("nodes, dtype, accuracy, count", WITHOUT_KERNEL.values(), ids=WITHOUT_KERNEL.keys())
def test_what_has_no_kernel_is_left(nodes, dtype, accuracy, count):
    which = model(nodes, [5, 40], dtype) if nodes else branching()
    x = np.random.default_rng(3).normal(1, 2, [5, 40]).astype(dtype)
    want = run(session(which, provider=False), x)[0]
    new, replaced = rewrite.rewrite(which, LIBRARY, accuracy, NODES)
    assert replaced == count
    y, calls = run(custom(new), x)
    assert calls == count
    assert np.allclose(y, want, rtol=1e-2 if dtype == np.float16 else 1e-5, atol=1e-6)
    if not count:
        same_bits(y, want)


@pytest.mark.parametrize(
    "nodes, tensor_type, count",
    [
        ([node("Selu")], onnx.TensorProto.DOUBLE, 0),
        ([node("Tanh")], onnx.TensorProto.DOUBLE, 1),
        ([node("PRelu", "x s")], onnx.TensorProto.INT32, 0),
        ([node("PRelu", "x s")], onnx.TensorProto.BFLOAT16, 1),
        ([node("Custom", domain="other"), node("Tanh", "y", "z")], onnx.TensorProto.FLOAT, 0),  # of an unknown type
    ],
)
def test_types_that_onnx_runtime_lacks(nodes, tensor_type, count):
    """It does not load them, so they are looked at before it does."""
    which = model(nodes, [5, 40], domains=["other"])
    slope = onnx.helper.make_tensor("s", tensor_type, [1], [1])
    which.graph.initializer.append(slope)
    which.graph.input[0].type.tensor_type.elem_type = tensor_type
    del which.graph.output[:]
    types = rewrite.element_types(which)
    assert rewrite.replace(which, set(NODES), rewrite.Kernels(LIBRARY, "high"), types) == count
    assert [n.domain for n in which.graph.node].count("simdact") == count


def test_a_model_without_onnx_s_own_domain():
    which = model([node("Gelu", domain="com.microsoft")], [5, 40])
    del which.opset_import[:]
    which.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    x = inputs([5, 40])
    new, replaced = rewrite.rewrite(which, LIBRARY)
    assert replaced == 1
    y, calls = run(custom(new), x)
    assert calls == 1
    same_bits(y, forward("gelu", x))


def test_an_unknown_accuracy_of_rewrite():
    with pytest.raises(Exception, match="accuracy is one of"):
        rewrite.rewrite(model([node("Tanh")], [3]), LIBRARY, "perfect")


def test_the_program(tmp_path):
    onnx.save(REWRITTEN["convnet with Mish"][0], tmp_path / "in.onnx")
    command = [
        sys.executable,
        "-B",
        TREE / "bindings/onnxruntime/rewrite.py",
        tmp_path / "in.onnx",
        tmp_path / "out.onnx",
    ]
    command += ["--library", LIBRARY]
    result = subprocess.run([*command, "--accuracy", "fast"], capture_output=True, text=True, check=True)
    assert result.stdout == "3 nodes\n"
    written = onnx.load(tmp_path / "out.onnx")
    accuracies = [a.s for n in written.graph.node if n.domain == "simdact" for a in n.attribute if a.name == "accuracy"]
    assert accuracies == [b"fast"] * 3
    (tmp_path / "out.onnx").unlink()
    for options, message in (
        (["--nodes", "Relu"], "no such types: Relu"),
        (["--accuracy", "perfect"], "accuracy is one of"),
    ):
        failed = subprocess.run([*command, *options], capture_output=True, text=True)
        assert failed.returncode != 0 and message in failed.stderr
    assert not (tmp_path / "out.onnx").exists()
