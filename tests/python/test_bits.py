# SPDX-License-Identifier: MIT
"""The bits are those of the C ABI: of every function, type and accuracy, and whatever the arrays look like."""

import numpy as np
import pytest
from conftest import (
    ACCURACIES,
    BY_NAME,
    ENTRIES,
    FROM_OUTPUT,
    TYPES,
    abi,
    inputs,
    same_bits,
    skip_unsupported,
    supported,
    ufunc,
)

import simdact

N = 3000  # more than a block, and no multiple of one


@pytest.fixture(params=TYPES)
def type_name(request):
    return request.param


@pytest.fixture(params=simdact.accuracies)
def accuracy(request):
    return request.param


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_forward(entry, type_name, accuracy):
    x = inputs(type_name, N)
    if not supported(entry, type_name, accuracy):
        with pytest.raises(NotImplementedError, match="unsupported"):
            ufunc(entry.name)(x, accuracy=accuracy)
        return
    want = abi("forward", entry, type_name, accuracy, [x])
    same_bits(ufunc(entry.name)(x, accuracy=accuracy), want)
    if accuracy == "high":
        same_bits(ufunc(entry.name)(x), want)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_backward(entry, type_name, accuracy):
    x, dy = inputs(type_name, N), inputs(type_name, N, seed=2)
    function = ufunc(entry.name + "_backward")
    if not supported(entry, type_name, accuracy, "backward"):
        with pytest.raises(NotImplementedError, match="unsupported"):
            function(x, dy, accuracy=accuracy)
        return
    same_bits(function(x, dy, accuracy=accuracy), abi("backward", entry, type_name, accuracy, [x, dy]))


def test_which_have_a_derivative_from_the_output():
    found = [n[: -len("_backward_from_output")] for n in simdact.__all__ if n.endswith("_backward_from_output")]
    assert sorted(found) == sorted(FROM_OUTPUT)


@pytest.mark.parametrize("name", FROM_OUTPUT)
def test_backward_from_output(name, type_name):
    entry = BY_NAME[name]
    skip_unsupported(entry, type_name, direction="backward_from_output")
    y, dy = inputs(type_name, N), inputs(type_name, N, seed=2)
    want = abi("backward_from_output", entry, type_name, None, [y, dy])
    same_bits(ufunc(name + "_backward_from_output")(y, dy), want)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.parameters], ids=lambda e: e.name)
def test_parameters(entry, type_name):
    skip_unsupported(entry, type_name)
    x, dy = inputs(type_name, N), inputs(type_name, N, seed=2)
    values = [0.75, 2.25][: len(entry.parameters)]
    keywords = dict(zip(entry.parameters, values))
    params = (values + [0.0])[:2]
    same_bits(ufunc(entry.name)(x, **keywords), abi("forward", entry, type_name, "high", [x], params))
    backward = ufunc(entry.name + "_backward")
    same_bits(backward(x, dy, **keywords), abi("backward", entry, type_name, "high", [x, dy], params))
    # One of two parameters alone: the other has its default.
    for k, name in enumerate(entry.parameters):
        params = [*map(float, entry.parameters.values()), 0.0][:2]
        params[k] = values[k]
        same_bits(ufunc(entry.name)(x, **{name: values[k]}), abi("forward", entry, type_name, "high", [x], params))


@pytest.mark.parametrize(
    "alias, entry, params",
    [
        ("silu", BY_NAME["swish"], (1.0, 0.0)),
        ("quick_gelu", BY_NAME["swish"], (1.702, 0.0)),
        ("thresholded_relu", BY_NAME["threshold"], (1.0, 0.0)),
    ],
)
def test_further_names(alias, entry, params):
    x = inputs("float32", N)
    same_bits(ufunc(alias)(x), abi("forward", entry, "float32", "high", [x], params))
    assert ufunc(alias).__name__ == alias


def test_sign_of_a_zero_parameter():
    x = np.float32([-1.0])
    assert not np.signbit(simdact.leaky_relu(x, alpha=-0.0))
    assert np.signbit(simdact.leaky_relu(x, alpha=0.0))


@pytest.mark.parametrize("isa", simdact.isas())
def test_every_instruction_set(isa):
    x = inputs("float32", N)
    want = simdact.gelu(x)
    simdact.set_isa(isa)
    try:
        assert simdact.isa() == isa
        same_bits(simdact.gelu(x), want)
    finally:
        simdact.set_isa()


# Views of one array: their elements' results are those of the elements alone, and in a packed array.
VIEWS = {
    "packed": lambda a: a,
    "every third": lambda a: a[::3],
    "backwards": lambda a: a[::-1],
    "backwards in steps": lambda a: a[::-7],
    "transposed": lambda a: a[:2970].reshape(30, 99).T,
    "columns": lambda a: a[:2970].reshape(30, 99)[:, ::2],
    "three dimensions": lambda a: a[:3000].reshape(10, 30, 10)[::2, 1:, ::-1].transpose(2, 0, 1),
    "broadcast": lambda a: np.broadcast_to(a[:50, None], (50, 60)),
    "one element everywhere": lambda a: np.broadcast_to(a[7], (1200,)),
    "no dimension": lambda a: a[3, ...],
    "empty": lambda a: a[:0],
    "not aligned": lambda a: np.frombuffer(b"x" + a.tobytes(), dtype=a.dtype, offset=1),
    "other byte order": lambda a: a.astype(a.dtype.newbyteorder()),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_views(view, type_name):
    if type_name == "bfloat16" and view is VIEWS["other byte order"]:
        pytest.skip("bfloat16 has one byte order")
    gelu = BY_NAME["gelu"]
    skip_unsupported(gelu, type_name)
    skip_unsupported(gelu, type_name, direction="backward")
    x, dy = view(inputs(type_name, N)), view(inputs(type_name, N, seed=2))
    native = x.dtype.newbyteorder("=")
    packed = [np.ascontiguousarray(a, dtype=native).ravel() for a in (x, dy)]
    same_bits(simdact.gelu(x), abi("forward", gelu, type_name, "high", packed[:1]).reshape(x.shape))
    same_bits(simdact.gelu_backward(x, dy), abi("backward", gelu, type_name, "high", packed).reshape(x.shape))
    alone = np.array([simdact.gelu(element) for element in packed[0]], dtype=native)
    same_bits(simdact.gelu(x), alone.reshape(x.shape))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_out_of_any_strides(view):
    target = view(np.full(N, 7, np.float32))
    if not target.flags.writeable or target.dtype != np.float32:
        target = np.full_like(target, 7, dtype=np.float32)
    x = inputs("float32", target.size).reshape(target.shape)
    want = simdact.gelu(x)
    assert simdact.gelu(x, out=target) is target
    same_bits(target, want)


def test_every_length_and_offset():
    x, dy = inputs("float32", 1100), inputs("float32", 1100, seed=2)
    want = [simdact.gelu(x), simdact.gelu_backward(x, dy)]
    for n in [*range(70), 511, 512, 513, 1023, 1024, 1025]:
        for step in (1, 2, -1):
            piece = slice(5, 5 + n) if step > 0 else slice(4 + n, 4, -1)
            a, b = x[piece][:: abs(step)], dy[piece][:: abs(step)]
            same_bits(simdact.gelu(a), want[0][piece][:: abs(step)])
            same_bits(simdact.gelu_backward(a, b), want[1][piece][:: abs(step)])


OVERLAPS = {
    "in place": (slice(0, 2000), slice(0, 2000)),
    "shifted down": (slice(1, 2000), slice(0, 1999)),
    "shifted up": (slice(0, 1999), slice(1, 2000)),
    "shifted far": (slice(0, 1000), slice(700, 1700)),
    "backwards": (slice(None, None, -1), slice(None)),
    "both backwards, shifted": (slice(1999, 0, -1), slice(1998, None, -1)),
    "both backwards, the other way": (slice(1998, None, -1), slice(1999, 0, -1)),
    "every second into packed": (slice(0, 2000, 2), slice(0, 1000)),
    "packed into every second": (slice(0, 1000), slice(0, 2000, 2)),
    "in place in steps": (slice(0, 2000, 3), slice(0, 2000, 3)),
}


@pytest.mark.parametrize("source, target", OVERLAPS.values(), ids=OVERLAPS.keys())
def test_overlap(source, target):
    """As though the inputs had been copied."""
    for binary in (False, True):
        memory, dy = inputs("float32", 2000), inputs("float32", 2000, seed=2)
        x = memory[source].copy()
        dy = dy[: x.size]
        want = simdact.gelu_backward(x, dy) if binary else simdact.gelu(x)
        if binary:
            simdact.gelu_backward(memory[source], dy, out=memory[target])
        else:
            simdact.gelu(memory[source], out=memory[target])
        same_bits(memory[target], want)


def test_derivative_in_place_of_either():
    x, dy = inputs("float32", N), inputs("float32", N, seed=2)
    want = simdact.gelu_backward(x, dy)
    for chosen in (0, 1):
        arrays = [x.copy(), dy.copy()]
        simdact.gelu_backward(*arrays, out=arrays[chosen])
        same_bits(arrays[chosen], want)
    both = x.copy()
    want = simdact.gelu_backward(x, x)
    simdact.gelu_backward(both, both, out=both)
    same_bits(both, want)


def test_reductions_go_element_by_element():
    """NumPy lets a function of two inputs be accumulated: each step takes the last one's result."""
    steps = np.random.default_rng(3).normal(0, 1, 1500).astype(np.float32)
    want = [steps[0]]
    for dy in steps[1:]:
        want.append(simdact.leaky_relu_backward(want[-1], dy))
    same_bits(simdact.leaky_relu_backward.accumulate(steps), np.float32(want))
    same_bits(simdact.leaky_relu_backward.reduce(steps), np.float32(want[-1]))


@pytest.mark.parametrize("step", [1, 3])
def test_where(step):
    x = inputs("float32", N * step)[::step]
    chosen = np.random.default_rng(4).random(N) < 0.5
    out = np.full(N, 7, np.float32)
    simdact.gelu(x, out=out, where=chosen)
    same_bits(out, np.where(chosen, simdact.gelu(x), np.float32(7)))


def test_accuracies_are_the_librarys():
    assert set(simdact.accuracies) <= set(ACCURACIES)
    for name in simdact.accuracies:
        assert supported(BY_NAME["relu"], "float32", name)
