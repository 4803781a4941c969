# SPDX-License-Identifier: MIT
"""Every node that is claimed: its bits are the C ABI's, its values those of the onnx package's own evaluator."""

import threading

import numpy as np
import pytest
from conftest import (
    ABI,
    ACCURACIES,
    DEFAULT,
    DTYPES,
    NODES,
    OPS,
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
from onnx.reference import ReferenceEvaluator

F = np.float32
# (node, attributes, the library's function, its parameters)
MAPS = [
    ("Celu", {}, "celu", (1, 0)),
    ("Celu", {"alpha": 1.75}, "celu", (1.75, 0)),
    ("Elu", {}, "elu", (1, 0)),
    ("Elu", {"alpha": 0.5}, "elu", (0.5, 0)),
    ("Erf", {}, "erf", None),
    ("Exp", {}, "exp", None),
    ("Gelu", {}, "gelu", None),
    ("Gelu", {"approximate": "tanh"}, "gelu_tanh", None),
    ("HardSigmoid", {}, "hard_sigmoid", (float(F(0.2)), 0.5)),
    ("HardSigmoid", {"alpha": 0.3, "beta": 0.25}, "hard_sigmoid", (float(F(0.3)), 0.25)),
    ("HardSwish", {}, "hard_swish", None),
    ("LeakyRelu", {}, "leaky_relu", (float(F(0.01)), 0)),
    ("LeakyRelu", {"alpha": 0.25}, "leaky_relu", (0.25, 0)),
    ("Mish", {}, "mish", None),
    ("Selu", {}, "selu", None),
    ("Sigmoid", {}, "sigmoid", None),
    ("Softplus", {}, "softplus", None),
    ("Softsign", {}, "softsign", None),
    ("Tanh", {}, "tanh", None),
]
TYPES = [np.float32, np.float16, np.float64]
each_map = pytest.mark.parametrize("case", MAPS, ids=lambda c: c[0] + "".join(f"-{k}-{v}" for k, v in c[1].items()))
each_type = pytest.mark.parametrize("dtype", TYPES, ids=lambda t: t.__name__)
# Until version 12 ONNX's Celu is f32's alone; Selu's constants are floats, and other numbers in double.
LEFT = {("Celu", np.float16), ("Celu", np.float64), ("Selu", np.float64)}

# What onnx's evaluator rounds to float even in double, as an error of f(x), by |x| and |f(x)|: erf, and constants.
ROUGH = {
    "Erf": lambda x, y: 2.0**-24 * y,
    "Gelu": lambda x, y: 2.0**-24 * x,
    "HardSwish": lambda x, y: 2.0**-26 * x**2,
    "Selu": lambda x, y: 2.0**-25 * y,
}


def test_the_list_is_complete():
    # Swish is of version 24; what is no map has tests of its own.
    assert {case[0] for case in MAPS} | {"Swish", "PRelu", "Softmax", "LogSoftmax"} == set(NODES)


@each_map
@each_type
@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_bits(case, dtype, accuracy):
    name, attributes, op, params = case
    if (name, dtype) in LEFT or not supported(op, dtype, accuracy):
        pytest.skip("left to ONNX Runtime")
    ours = session(model([node(name, **attributes)], ["n"], dtype), accuracy)
    for n in (1, 7, 1000):
        x = inputs([n], dtype)
        y, calls = run(ours, x)
        assert calls == 1
        same_bits(y, forward(op, x, accuracy, params))


@each_map
@each_type
def test_reference(case, dtype):
    """Within the bound, and the evaluator's own error, of what the onnx package's evaluator computes in double."""
    name, attributes, op, params = case
    if (name, dtype) in LEFT or not supported(op, dtype, "high"):
        pytest.skip("left to ONNX Runtime")
    x = np.random.default_rng(2).uniform(-8, 8, 4000).astype(dtype)
    y, calls = run(session(model([node(name, **attributes)], ["n"], dtype)), x)
    assert calls == 1
    evaluator = ReferenceEvaluator(model([node(name, **attributes)], ["n"], np.float64))
    want = evaluator.run(None, {"x": x.astype(np.float64)})[0]
    bound = ABI.simdact_ulp_bound(OPS[op], DTYPES[np.dtype(dtype).name], ACCURACIES["high"]) if params is None else 2
    assert 0.4 < bound <= 2
    ulp = np.spacing(np.maximum(np.abs(want), float(np.finfo(dtype).tiny)).astype(dtype)).astype(np.float64)
    size = np.abs(x.astype(np.float64))
    own = (
        2.0**-48 * np.maximum(1, size)
        + 2.0**-51 * np.abs(want)
        + ROUGH.get(name, lambda x, y: 0)(size, np.abs(want))
    )
    error = np.abs(y.astype(np.float64) - want)
    worst = np.argmax(error - bound * ulp - own)
    assert np.all(error <= bound * ulp + own), f"{x[worst]!r}: {y[worst]!r}, {want[worst]!r}"


@pytest.mark.parametrize("name", ["Softmax", "LogSoftmax"])
def test_softmax_by_default(name):
    which = model([node(name)], [5, 40])
    x = np.random.default_rng(3).normal(0, 4, [5, 40]).astype(F)
    y, calls = run(session(which), x)
    assert calls == (name in DEFAULT)
    if not calls:
        same_bits(y, run(session(which, provider=False), x)[0])


@each_type
@pytest.mark.parametrize("axis, shape", [(-1, [5, 37]), (1, [4, 300]), (2, [2, 3, 50]), (None, [3, 8])])
@pytest.mark.parametrize("name, call", [("Softmax", "softmax"), ("LogSoftmax", "log_softmax")])
def test_softmax(name, call, axis, shape, dtype):
    x = np.random.default_rng(3).normal(0, 4, shape).astype(dtype)
    attributes = {} if axis is None else {"axis": axis}
    which = model([node(name, **attributes)], shape, dtype)
    y, calls = run(session(which, nodes=name), x)
    assert calls == 1
    same_bits(y, rows(call, x))
    want = ReferenceEvaluator(model([node(name, **attributes)], shape, np.float64)).run(None, {"x": x.astype(float)})[0]
    assert np.allclose(y, want, rtol=4 * np.finfo(dtype).eps, atol=4 * np.finfo(dtype).eps)


def test_softmax_of_old_models():
    """Until version 13 all axes from the given one on were one row."""
    x = np.random.default_rng(4).normal(0, 1, [3, 4, 5]).astype(F)
    y, calls = run(session(model([node("Softmax", axis=1)], [3, 4, 5], opset=11), nodes="Softmax"), x)
    assert calls == 1
    same_bits(y.reshape(3, 20), rows("softmax", x.reshape(3, 20)))


def test_softmax_over_another_axis_is_left():
    x = np.random.default_rng(5).normal(0, 1, [3, 4, 5]).astype(F)
    which = model([node("Softmax", axis=1)], [3, 4, 5])
    y, calls = run(session(which, nodes="Softmax"), x)
    assert calls == 0
    same_bits(y, run(session(which, provider=False), x)[0])


@each_type
@pytest.mark.parametrize(
    "shape, slope",
    [([2, 3, 4, 5], [3, 1, 1]), ([1, 3, 40, 50], [3, 1, 1]), ([6, 7], [7]), ([6, 7], [1]), ([7], []), ([2, 3], [2, 1])],
)
def test_prelu(shape, slope, dtype):
    x = np.random.default_rng(6).normal(0, 3, shape).astype(dtype)
    weights = np.random.default_rng(7).uniform(-1, 1, slope).astype(dtype)
    which = model([node("PRelu", "x s")], shape, dtype, {"s": weights})
    y, calls = run(session(which), x)
    assert calls == 1
    same_bits(y, np.where(x > 0, x, x * weights))
    same_bits(y, ReferenceEvaluator(which).run(None, {"x": x})[0])


def test_prelu_by_element_is_left():
    x = np.random.default_rng(6).normal(0, 3, [2, 3]).astype(F)
    which = model([node("PRelu", "x s")], [2, 3], F, {"s": np.full([2, 3], 0.1)})
    assert run(session(which), x)[1] == 0


@each_type
@pytest.mark.parametrize("threads", [1, 2])
def test_however_it_is_cut(dtype, threads):
    """The bits of the whole, of pieces of it, and of what several threads compute of it."""
    x = inputs([100003], dtype)
    ours = session(model([node("Mish")], ["n"], dtype), threads=threads)
    want = forward("mish", x)
    same_bits(run(ours, x)[0], want)
    for first, end in ((0, 1), (1, 18), (18, 16402), (16402, 100003)):
        same_bits(run(ours, x[first:end])[0], want[first:end])
    softmax = session(model([node("Softmax")], ["n", "m"], dtype), threads=threads, nodes="Softmax")
    matrix = np.random.default_rng(8).normal(0, 3, [1000, 70]).astype(dtype)
    y = run(softmax, matrix)[0]
    same_bits(y, rows("softmax", matrix))
    same_bits(run(softmax, matrix[333:334])[0], y[333:334])


@pytest.mark.parametrize("shape", [[40, 3, 50, 30], [1, 3, 100, 300]])
def test_prelu_in_threads(shape):
    x = np.random.default_rng(9).normal(0, 3, shape).astype(F)
    weights = np.array([0.5, -0.25, 2], F).reshape(3, 1, 1)
    y, calls = run(session(model([node("PRelu", "x s")], shape, F, {"s": weights}), threads=2), x)
    assert calls == 1
    same_bits(y, np.where(x > 0, x, x * weights))


def test_a_session_in_several_threads():
    ours = session(model([node("Gelu")], ["n"]), threads=2)
    arrays = [inputs([40000], seed=k) for k in range(4)]
    results = [None] * len(arrays)

    def work(k):
        for _ in range(5):
            results[k] = ours.run(None, {"x": arrays[k]})[0]

    threads = [threading.Thread(target=work, args=(k,)) for k in range(len(arrays))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for x, y in zip(arrays, results):
        same_bits(y, forward("gelu", x))


@pytest.mark.parametrize("shape", [[0], [], [2, 0, 3]])
def test_shapes_without_axes_or_elements(shape):
    x = np.ones(shape, F)
    y, _ = run(session(model([node("Mish")], shape)), x)
    assert y.shape == tuple(shape)
    same_bits(y, forward("mish", x).reshape(shape))


@pytest.mark.parametrize("name, dtype", [("Sigmoid", np.float64), ("Softmax", np.float32), ("LogSoftmax", np.float64)])
def test_what_has_no_kernel_of_the_accuracy_is_left(name, dtype):
    which = model([node(name)], [5, 40], dtype)
    x = np.random.default_rng(10).normal(0, 3, [5, 40]).astype(dtype)
    y, calls = run(session(which, "exact", nodes=name), x)
    assert calls == 0
    same_bits(y, run(session(which, provider=False), x)[0])
