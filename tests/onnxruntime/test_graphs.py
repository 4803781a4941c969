# SPDX-License-Identifier: MIT
"""What of a graph is claimed: nodes that are one function together, and not what ONNX Runtime does better."""

import numpy as np
import onnx
import pytest
from conftest import ACCURACIES, DEFAULT, NODES, OPSET, forward, inputs, model, node, run, same_bits, session
from onnx.reference import ReferenceEvaluator


def chain(text):
    """Nodes from lines such as 'e = Erf d'."""
    nodes = []
    for line in text.strip().splitlines():
        output, call = line.split("=")
        type_name, *operands = call.split()
        nodes.append(node(type_name, " ".join(operands), output.strip()))
    return nodes


COMPOSED = {
    "gelu, as PyTorch writes it": (
        "d = Div x r\n e = Erf d\n a = Add e one\n m = Mul x a\n y = Mul m half",
        {"r": np.sqrt(2), "one": 1, "half": 0.5},
        ("gelu", None),
    ),
    "gelu, halved first": (
        "h = Mul x half\n d = Mul r x\n e = Erf d\n a = Add one e\n y = Mul h a",
        {"r": np.sqrt(0.5), "one": 1, "half": 0.5},
        ("gelu", None),
    ),
    "gelu, divided by two": (
        "d = Div x r\n e = Erf d\n a = Add e one\n m = Mul a x\n y = Div m two",
        {"r": np.sqrt(2), "one": 1, "two": 2},
        ("gelu", None),
    ),
    "gelu_tanh, with a power": (
        "p = Pow x three\n c = Mul p k\n s = Add x c\n q = Mul s r\n t = Tanh q\n a = Add t one\n h = Mul x half\n y = Mul h a",
        {"three": 3, "k": 0.044715, "r": np.sqrt(2 / np.pi), "one": 1, "half": 0.5},
        ("gelu_tanh", None),
    ),
    "gelu_tanh, with products": (
        "u = Mul x x\n v = Mul x u\n c = Mul k v\n s = Add c x\n q = Mul r s\n t = Tanh q\n a = Add one t\n m = Mul x a\n"
        "y = Mul m half",
        {"k": 0.044715, "r": np.sqrt(2 / np.pi), "one": 1, "half": 0.5},
        ("gelu_tanh", None),
    ),
    "gelu_tanh, factored": (
        "u = Mul x x\n c = Mul k u\n s = Add c one\n w = Mul x s\n q = Mul r w\n t = Tanh q\n a = Add one t\n m = Mul x a\n"
        "y = Mul m half",
        {"k": 0.044715, "r": np.sqrt(2 / np.pi), "one": 1, "half": 0.5},
        ("gelu_tanh", None),
    ),
    "silu": ("s = Sigmoid x\n y = Mul x s", {}, ("swish", (1, 0))),
    "silu, the other way round": ("s = Sigmoid x\n y = Mul s x", {}, ("swish", (1, 0))),
    "quick gelu": ("a = Mul x k\n s = Sigmoid a\n y = Mul x s", {"k": 1.75}, ("swish", (1.75, 0))),
    "mish": ("p = Softplus x\n t = Tanh p\n y = Mul x t", {}, ("mish", None)),
}
each_composed = pytest.mark.parametrize("case", COMPOSED.values(), ids=COMPOSED.keys())


@each_composed
@pytest.mark.parametrize("dtype", [np.float32, np.float16, np.float64], ids=lambda t: t.__name__)
def test_composed(case, dtype):
    text, constants, (op, params) = case
    x = inputs([3, 500], dtype)
    y, calls = run(session(model(chain(text), [3, 500], dtype, constants)), x)
    assert calls == 1
    same_bits(y, forward(op, x, params=params))


@each_composed
def test_composed_is_what_the_nodes_say(case):
    text, constants, _ = case
    x = np.random.default_rng(1).uniform(-5, 5, [3, 500])
    y = run(session(model(chain(text), [3, 500], np.float32, constants)), x.astype(np.float32))[0]
    want = ReferenceEvaluator(model(chain(text), [3, 500], np.float64, constants)).run(None, {"x": x})[0]
    assert np.allclose(y, want, rtol=1e-5, atol=1e-6)


def test_hard_swish_of_two_nodes():
    x = inputs([3, 500])
    for alpha, op in ((1 / 6, "hard_swish"), (0.2, None)):
        nodes = [node("HardSigmoid", "x", "s", alpha=alpha), node("Mul", "s x")]
        y, calls = run(session(model(nodes, [3, 500])), x)
        assert calls == 1
        alone = forward("hard_sigmoid", x, params=(float(np.float32(alpha)), 0.5))
        same_bits(y, forward(op, x) if op else alone * x)


# Not quite the same: a wrong constant, another input, a value between that is wanted elsewhere.
NEARLY = {
    "a wrong root": (
        "d = Div x r\n e = Erf d\n a = Add e one\n m = Mul x a\n y = Mul m half",
        {"r": 1.5, "one": 1, "half": 0.5},
    ),
    "not one": (
        "d = Div x r\n e = Erf d\n a = Add e one\n m = Mul x a\n y = Mul m half",
        {"r": np.sqrt(2), "one": 2, "half": 0.5},
    ),
    "not a half": (
        "d = Div x r\n e = Erf d\n a = Add e one\n m = Mul x a\n y = Mul m half",
        {"r": np.sqrt(2), "one": 1, "half": 0.4},
    ),
    "another factor": ("n = Neg x\n s = Sigmoid n\n y = Mul x s", {}),
    "a difference": ("s = Sigmoid x\n y = Sub x s", {}),
    "another power": (
        "p = Pow x k3\n c = Mul p k\n s = Add x c\n q = Mul s r\n t = Tanh q\n a = Add t one\n h = Mul x half\n y = Mul h a",
        {"k3": 2, "k": 0.044715, "r": np.sqrt(2 / np.pi), "one": 1, "half": 0.5},
    ),
}


@pytest.mark.parametrize("case", NEARLY.values(), ids=NEARLY.keys())
def test_nearly_composed(case):
    text, constants = case
    x = np.random.default_rng(1).uniform(-3, 3, [3, 500]).astype(np.float32)
    y, calls = run(session(model(chain(text), [3, 500], np.float32, constants)), x)
    assert calls == 1  # the function in it alone
    want = ReferenceEvaluator(model(chain(text), [3, 500], np.float32, constants)).run(None, {"x": x})[0]
    assert np.allclose(y, want, rtol=1e-5, atol=1e-6)


def test_a_value_between_is_wanted():
    which = model(chain("s = Sigmoid x\n y = Mul x s"), [400], outputs=("y", "s"))
    x = inputs([400])
    ours = session(which)
    assert run(ours, x)[1] == 1
    same_bits(ours.run(["s"], {"x": x})[0], forward("sigmoid", x))


def test_a_constant_that_adds_axes():
    text = "d = Div x r\n e = Erf d\n a = Add e one\n m = Mul x a\n y = Mul m half"
    constants = {"r": np.sqrt(2), "one": 1, "half": [[0.5]]}
    x = np.linspace(-3, 3, 50, dtype=np.float32)
    y, calls = run(session(model(chain(text), [50], constants=constants)), x)
    assert calls == 1 and y.shape == (1, 50)
    assert np.allclose(y[0], forward("gelu", x), rtol=1e-5, atol=1e-6)


def test_a_gate_behind_silu():
    """Its product with something else stays a product."""
    x = np.random.default_rng(1).normal(0, 2, [4, 100]).astype(np.float32)
    which = model(chain("s = Sigmoid x\n g = Mul x s\n u = Neg x\n y = Mul g u"), [4, 100])
    y, calls = run(session(which), x)
    assert calls == 1
    same_bits(y, forward("swish", x, params=(1, 0)) * -x)


def test_in_a_branch():
    """The body of an If is a graph of its own, with constants of the graph around it."""
    gelu = chain("d = Div x r\n e = Erf d\n a = Add e one\n m = Mul x a\n z = Mul m half")
    result = onnx.helper.make_tensor_value_info("z", onnx.TensorProto.FLOAT, None)
    branch = onnx.helper.make_graph(gelu, "one", [], [result])
    other = onnx.helper.make_graph([node("Neg", "x", "z")], "other", [], [result])
    nodes = [
        node("ReduceSum", "x", "sum", keepdims=0),
        node("Greater", "sum zero", "positive"),
        onnx.helper.make_node("If", ["positive"], ["y"], then_branch=branch, else_branch=other),
    ]
    which = model(nodes, [50], constants={"zero": 0, "r": np.sqrt(2), "one": 1, "half": 0.5})
    x = np.linspace(0.1, 3, 50, dtype=np.float32)
    y, calls = run(session(which), x)
    assert calls == 1
    same_bits(y, forward("gelu", x))
    assert run(session(which), -x)[1] == 0


# What ONNX Runtime 1.23 computes in the node before; HardSwish behind Conv in later versions.
FUSED = {
    "Conv": ("Sigmoid", "Tanh", "LeakyRelu", "HardSigmoid"),
    "Gemm": ("Elu", "HardSigmoid", "Selu", "Sigmoid", "Softplus", "Softsign", "Tanh"),
}
LEFT = {"Conv": (*FUSED["Conv"], "HardSwish"), "Gemm": FUSED["Gemm"]}
# What it takes apart.
PARTS = {"HardSwish": {"HardSigmoid", "Mul"}, "Mish": {"Softplus", "Tanh", "Mul"}}
ALONE = [name for name in NODES if name not in ("PRelu", "Swish", "Softmax", "LogSoftmax")]


def behind(producer, nodes, dtype=np.float32, opset=OPSET):
    random = np.random.default_rng(1)
    if producer == "Conv":
        first, shape = [node("Conv", "x w b", "p", pads=[1] * 4)], [2, 8, 6, 6]
        constants = {"w": random.normal(size=(8, 8, 3, 3)), "b": random.normal(size=8)}
    elif producer == "MatMul":
        first, shape, constants = [node("MatMul", "x w", "p")], [5, 8], {"w": random.normal(size=(8, 8))}
    else:
        first, shape = [node("MatMul", "x w", "q"), node("Add", "q b", "p")], [5, 8]
        constants = {"w": random.normal(size=(8, 8)), "b": random.normal(size=8)}
    which = model(first + nodes, shape, dtype, constants, opset=opset)
    return which, random.normal(size=shape).astype(dtype)


def optimized(which, file):
    """The types of the nodes that ONNX Runtime runs without the provider."""

    def save(settings):
        settings.optimized_model_filepath = str(file)

    session(which, provider=False, configure=save)
    return [n.op_type for n in onnx.load(file).graph.node]


@pytest.mark.parametrize("producer", ["Conv", "Gemm", "MatMul"])
@pytest.mark.parametrize("name", ALONE)
def test_what_is_fused(producer, name, tmp_path):
    """Left to ONNX Runtime, of Gemm's unless it is asked for, where it has no node of its own there."""
    which, x = behind(producer, [node(name, "p")])
    there = optimized(which, tmp_path / "stock.onnx")
    fused = name in FUSED.get(producer, ())
    assert fused == (not PARTS.get(name, {name}) <= set(there)), there
    stock = run(session(which, provider=False), x)[0]
    claimed = int(name not in LEFT.get(producer, ()))
    for options, count in (({}, claimed), ({"fused": "0"}, claimed), ({"fused": "1"}, claimed or producer == "Gemm")):
        y, calls = run(session(which, **options), x)
        assert calls == count
        assert np.allclose(y, stock, rtol=1e-4, atol=1e-5)
        if calls == 0:
            same_bits(y, stock)


def test_leaky_relu_behind_gemm():
    """Fused as it was until version 16 of ONNX."""
    for opset, claimed in ((15, 0), (16, 1)):
        which, x = behind("Gemm", [node("LeakyRelu", "p")], opset=opset)
        y, calls = run(session(which), x)
        assert calls == claimed
        assert np.allclose(y, run(session(which, provider=False), x)[0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", FUSED["Gemm"])
def test_nothing_is_fused_in_double(name):
    if name == "Selu":
        pytest.skip("left to ONNX Runtime, which has no kernel of it either")
    which, x = behind("Gemm", [node(name, "p")], np.float64)
    y, calls = run(session(which), x)
    assert calls == 1
    assert np.allclose(y, ReferenceEvaluator(which).run(None, {"x": x})[0], rtol=1e-6)


def test_a_value_before_that_is_wanted_is_not_fused():
    which, x = behind("Gemm", [node("Elu", "p"), node("Neg", "p", "z")])
    which.graph.output.append(onnx.helper.make_tensor_value_info("z", onnx.TensorProto.FLOAT, None))
    assert run(session(which), x)[1] == 1


@pytest.mark.parametrize("producer, claimed", [("Conv", 0), ("Gemm", 1)])
def test_silu_behind(producer, claimed):
    which, x = behind(producer, [node("Sigmoid", "p", "s"), node("Mul", "p s")])
    for options, count in (({}, claimed), ({"fused": "1"}, claimed)):
        y, calls = run(session(which, **options), x)
        assert calls == count
        assert np.allclose(y, run(session(which, provider=False), x)[0], rtol=1e-4, atol=1e-5)


def test_between_integers():
    """ONNX Runtime computes this on 8 bits."""
    constants = [
        onnx.numpy_helper.from_array(np.float32(0.1), "scale"),
        onnx.numpy_helper.from_array(np.uint8(128), "zero"),
    ]
    nodes = [
        node("QuantizeLinear", "x scale zero", "q"),
        node("DequantizeLinear", "q scale zero", "d"),
        node("Sigmoid", "d", "s"),
        node("QuantizeLinear", "s scale zero", "t"),
        node("DequantizeLinear", "t scale zero", "y"),
    ]
    which = model(nodes, [100])
    which.graph.initializer.extend(constants)
    x = np.random.default_rng(1).normal(0, 3, 100).astype(np.float32)
    for options in ({}, {"fused": "1"}):
        y, calls = run(session(which, **options), x)
        assert calls == 0
        same_bits(y, run(session(which, provider=False), x)[0])


def test_a_model_without_our_nodes_is_untouched(tmp_path):
    """The graph that runs is byte for byte the one that runs without the provider."""
    nodes = chain("a = MatMul x w\n b = Relu a\n c = Add b x\n y = ReduceMean c")
    which = model(nodes, [4, 16], constants={"w": np.random.default_rng(1).normal(size=(16, 16))})
    x = np.random.default_rng(2).normal(size=(4, 16)).astype(np.float32)
    files, results = [], []
    for provider in (True, False):
        file = tmp_path / f"{provider}.onnx"

        def save(settings):
            settings.optimized_model_filepath = str(file)

        result, calls = run(session(which, provider=provider, configure=save), x)
        assert calls == 0
        files.append(file.read_bytes())
        results.append(result)
    assert files[0] == files[1]
    same_bits(*results)


def test_only_the_nodes_that_are_named():
    which = model(chain("a = Mish x\n b = Sigmoid a\n c = Mul a b\n y = Tanh c"), [100])
    x = inputs([100])
    assert run(session(which), x)[1] == 3
    assert run(session(which, nodes="Mish"), x)[1] == 1
    assert run(session(which, nodes="Mish,Tanh"), x)[1] == 2
    assert run(session(which, nodes="Sigmoid"), x)[1] == 0  # it is part of a Swish
    assert run(session(which, nodes="Swish"), x)[1] == 1
    assert run(session(which, nodes="-Mish"), x)[1] == 2
    assert run(session(which, nodes="-Mish,-Swish"), x)[1] == 1
    assert run(session(which, nodes="-Mish,+Mish"), x)[1] == 3


def test_nodes_besides_the_default_ones():
    which = model(
        [node("Softmax", "x", "a"), node("LogSoftmax", "x", "b"), node("Mish", "a", "c"), node("Add", "b c")], [4, 30]
    )
    x = inputs([4, 30])
    default = len({"Mish", "Softmax", "LogSoftmax"} & DEFAULT)
    assert run(session(which), x)[1] == default
    assert run(session(which, nodes="+Softmax"), x)[1] == len({"Mish", "Softmax", "LogSoftmax"} & DEFAULT | {"Softmax"})
    assert run(session(which, nodes="+Softmax,+LogSoftmax"), x)[1] == 3
    assert run(session(which, nodes="Softmax,LogSoftmax"), x)[1] == 2
    assert run(session(which, nodes="+Softmax,-Mish,-LogSoftmax"), x)[1] == 1


@pytest.mark.parametrize(
    "options, message",
    [
        ({"accuracy": "perfect"}, "accuracy is one of " + ", ".join(f"'{a}'" for a in ACCURACIES) + ", not 'perfect'"),
        ({"speed": "high"}, "no option 'speed'; there are 'accuracy', 'nodes' and 'fused'"),
        ({"fused": "yes"}, "fused is '0' or '1', not 'yes'"),
        ({"nodes": "+Relu"}, "nodes names '\\+Relu'"),
        ({"nodes": "Mish,Relu"}, "nodes names 'Relu'"),
        ({"nodes": "Mish,,Elu"}, "nodes names ''"),
    ],
)
def test_bad_options(options, message):
    with pytest.raises(Exception, match=message):
        session(model([node("Mish")], [1]), fallback=False, **options)


def test_a_bad_option_is_told_where_python_falls_back(capfd):
    """ONNX Runtime's Python class goes on without the provider, as it does with every provider that fails."""
    ours = session(model([node("Mish")], [5]), "perfect")
    assert "accuracy is one of" in capfd.readouterr().out
    assert run(ours, inputs([5]))[1] == 0
