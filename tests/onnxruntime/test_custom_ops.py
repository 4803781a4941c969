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
from conftest import ACCURACIES, LIBRARY, TREE, forward, inputs, model, node, rows, run, same_bits, session, supported

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
    new, replaced = rewrite.rewrite(copy, LIBRARY)
    assert replaced == count
    y, calls = run(custom(new, threads=2), x)
    assert calls == count
    assert np.allclose(y, run(session(which, provider=False), x)[0], rtol=1e-3, atol=1e-4)


def test_every_type_is_rewritten():
    names = [n for n in rewrite.known_nodes() if n not in ("Swish", "PRelu", "Gelu", "Mish", "HardSwish")]
    names += [n for n in ("Mish", "HardSwish", "Gelu") if onnx.defs.has(n) and hasattr(ort, "get_ep_devices")]
    for name in names:
        which = model([node("Neg", "x", "n"), node(name, "n")], [6, 50])
        new, count = rewrite.rewrite(which, LIBRARY)
        assert count == 1, name
        assert run(custom(new), inputs([6, 50]))[1] == 1, name


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
