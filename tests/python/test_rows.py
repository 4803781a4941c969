# SPDX-License-Identifier: MIT
"""Gated forms and what works on whole rows, against the C ABI and mpmath."""

import ctypes

import mpmath
import numpy as np
import pytest
from conftest import ABI, ACCURACIES, BY_NAME, DTYPES, ENTRIES, TYPES, Params, inputs, same_bits

import simdact

GATED = {"swiglu": "swish", "geglu": "gelu", "reglu": "relu", "glu": "sigmoid"}
NAMES = ["softmax", "log_softmax"]


class SoftmaxParams(ctypes.Structure):
    _fields_ = [
        ("scale", ctypes.c_double),
        ("mask", ctypes.c_void_p),
        ("mask_stride", ctypes.c_size_t),
        ("empty_is_zero", ctypes.c_int32),
    ]


def matrix(array):
    return ctypes.c_void_p(array.ctypes.data), ctypes.c_size_t(array.shape[1])


def shape(array):
    return tuple(map(ctypes.c_size_t, array.shape))


def abi_gated(entry, type_name, accuracy, arrays, params=None):
    """The outputs of simdact_gated, or of its derivative of three inputs; the status if it is not 0."""
    outputs = [np.empty_like(arrays[0]) for _ in range(len(arrays) - 1)]
    ids = (entry.op, DTYPES[type_name], ACCURACIES[accuracy], ctypes.byref(Params(*params)) if params else None)
    call = ABI.simdact_gated if len(arrays) == 2 else ABI.simdact_gated_backward
    operands = [part for a in (*arrays, *outputs) for part in matrix(a)]
    return call(*ids, *operands, *shape(arrays[0])) or outputs


def abi_softmax(name, x, type_name="float32", accuracy="high", scale=1.0, mask=None, empty_is_zero=0):
    y = np.empty_like(x)
    rows = (None, 0) if mask is None else (mask.ctypes.data, mask.shape[1])
    params = ctypes.byref(SoftmaxParams(scale, *rows, empty_is_zero))
    call = getattr(ABI, f"simdact_{name}")
    return call(DTYPES[type_name], ACCURACIES[accuracy], params, *matrix(x), *matrix(y), *shape(x)) or y


def abi_softmax_backward(name, y, dy, type_name="float32", scale=1.0):
    dx = np.empty_like(y)
    call = getattr(ABI, f"simdact_{name}_backward")
    status = call(DTYPES[type_name], ctypes.c_double(scale), *matrix(y), *matrix(dy), *matrix(dx), *shape(y))
    return status or dx


def expected(want, call):
    """What the call gives, which is an error where the C ABI gives a status; False then."""
    if isinstance(want, int):
        with pytest.raises(NotImplementedError, match="unsupported"):
            call()
        return None
    return call()


@pytest.mark.parametrize("type_name", TYPES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_gated(entry, type_name):
    arrays = [inputs(type_name, 2400, seed).reshape(1, 2400) for seed in (1, 2, 3)]
    for accuracy in simdact.accuracies:
        for name, count in (("_gated", 2), ("_gated_backward", 3)):
            want = abi_gated(entry, type_name, accuracy, arrays[:count])
            function = getattr(simdact, entry.name + name)
            got = expected(want, lambda: function(*arrays[:count], accuracy=accuracy))
            if got is None:
                continue
            for a, b in zip(got if count == 3 else [got], want):
                same_bits(a, b)
            # Other strides; a gate for all.
            views = [a.reshape(40, 60).T[::-1] for a in arrays[:count]]
            turned = function(*views, accuracy=accuracy)
            for a, b in zip(turned if count == 3 else [turned], want):
                same_bits(a, b.reshape(40, 60).T[::-1])
            one = function(arrays[0][0, 20], *arrays[1:count], accuracy=accuracy)
            gates = np.full_like(arrays[0], arrays[0][0, 20])
            for a, b in zip(
                one if count == 3 else [one], abi_gated(entry, type_name, accuracy, [gates, *arrays[1:count]])
            ):
                same_bits(a, b)


@pytest.mark.parametrize("name, of", GATED.items())
def test_named_gated(name, of):
    arrays = [inputs("float32", 999, seed) for seed in (1, 2, 3)]
    for suffix, generic, count in (("", "_gated", 2), ("_backward", "_gated_backward", 3)):
        got = getattr(simdact, name + suffix)(*arrays[:count])
        want = getattr(simdact, of + generic)(*arrays[:count])
        for a, b in zip(got, want) if count == 3 else [(got, want)]:
            same_bits(a, b)
    f = getattr(simdact, name)
    assert (f.nin, f.nout) == (2, 1)
    assert (getattr(simdact, name + "_backward").nin, getattr(simdact, name + "_backward").nout) == (3, 2)


def test_gated_parameters():
    gate, up = (inputs("float32", 500, seed) for seed in (1, 2))
    want = abi_gated(BY_NAME["swish"], "float32", "high", [gate.reshape(1, -1), up.reshape(1, -1)], (1.5, 0.0))[0][0]
    same_bits(simdact.swiglu(gate, up, beta=1.5), want)
    out = gate.copy()
    simdact.swiglu(out, up, out=out, beta=1.5)
    same_bits(out, want)


@pytest.mark.parametrize("type_name", TYPES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("cols", [1, 7, 64, 1000])
def test_softmax(name, type_name, cols):
    random = np.random.default_rng(cols)
    x = random.normal(0, 3, (12, cols)).astype(inputs(type_name, 1).dtype)
    dy = random.normal(0, 1, (12, cols)).astype(x.dtype)
    for accuracy in simdact.accuracies:
        function = getattr(simdact, name)
        want = abi_softmax(name, x, type_name, accuracy)
        if expected(want, lambda: function(x, accuracy=accuracy)) is None:
            continue
        same_bits(function(x, accuracy=accuracy), want)
        same_bits(function(x[::2], accuracy=accuracy), want[::2])
        wide = np.empty((12, 2 * cols), x.dtype)
        wide[:, ::2] = x
        same_bits(function(wide[:, ::2], accuracy=accuracy), want)
        same_bits(function(x.T, axis=0, accuracy=accuracy), want.T)
        same_bits(function(np.asfortranarray(x), axis=1, accuracy=accuracy), want)
        same_bits(
            function(x.reshape(3, 4, cols).transpose(0, 2, 1), axis=1),
            function(x).reshape(3, 4, cols).transpose(0, 2, 1),
        )
        for row in (0, 11):
            same_bits(function(x[row], accuracy=accuracy), want[row])
        out = x.copy()
        assert function(out, out=out, accuracy=accuracy) is out
        same_bits(out, want)
    y = getattr(simdact, name)(x)
    derivative = getattr(simdact, name + "_backward")
    want = abi_softmax_backward(name, y, dy, type_name)
    same_bits(derivative(y, dy), want)
    same_bits(derivative(y.T, dy.T, axis=0), want.T)
    same_bits(derivative(y, dy, scale=0.5), abi_softmax_backward(name, y, dy, type_name, 0.5))


@pytest.mark.parametrize("name", NAMES)
def test_scale_mask_and_policy(name):
    x = inputs("float32", 600).reshape(6, 100)
    x = np.where(np.isfinite(x), x, np.float32(0))
    mask = np.where(np.random.default_rng(5).random((6, 100)) < 0.3, np.float32(-np.inf), np.float32(0.5))
    masked = getattr(simdact, "masked_" + name)
    same_bits(getattr(simdact, name)(x, scale=0.125), abi_softmax(name, x, scale=0.125))
    same_bits(masked(x, mask, scale=0.125), abi_softmax(name, x, scale=0.125, mask=mask))
    every = np.broadcast_to(mask[0], x.shape)
    want = abi_softmax(name, x, mask=np.ascontiguousarray(every))
    same_bits(masked(x, mask[0]), want)
    same_bits(masked(x, every), want)
    same_bits(masked(x.T, np.ascontiguousarray(every).T, axis=0), want.T)
    mask[2] = -np.inf
    assert np.isnan(masked(x, mask)[2]).all()
    same_bits(masked(x, mask, empty_is_zero=True), abi_softmax(name, x, mask=mask, empty_is_zero=1))
    assert np.all(masked(x, mask, empty_is_zero=True)[2] == 0)
    with pytest.raises(ValueError, match="invalid argument"):
        getattr(simdact, name)(x, scale=np.inf)


@pytest.mark.parametrize("name", NAMES)
def test_softmax_against_mpmath(name):
    mpmath.mp.prec = 200
    x = np.random.default_rng(6).normal(0, 4, 50).astype(np.float32)
    t = [mpmath.mpf(float(v)) for v in x]
    total = mpmath.fsum(mpmath.exp(v) for v in t)
    for got, v in zip(getattr(simdact, name)(x), t):
        exact = mpmath.exp(v) / total if name == "softmax" else v - mpmath.log(total)
        assert abs(mpmath.mpf(float(got)) - exact) <= 2 * float(np.spacing(np.float32(abs(float(exact)))))


@pytest.mark.parametrize("name", NAMES)
def test_softmax_is_a_generalised_ufunc(name):
    function = getattr(simdact, name)
    assert (function.signature, function.nin, function.nout) == ("(n)->(n)", 1, 1)
    assert function.types[:3] == ["e->e", "f->f", "d->d"]
    assert function(np.ones((0, 4), np.float32)).shape == (0, 4)
    assert function(np.ones((4, 0), np.float32)).shape == (4, 0)
    assert function([1, 2]).dtype == np.float64
    with pytest.raises(ValueError, match="not have enough dimensions"):
        function(np.float32(1))
    with pytest.raises(getattr(np, "exceptions", np).AxisError):
        function(np.ones(3, np.float32), axis=1)
    for text in (function.__doc__, getattr(simdact, "masked_" + name).__doc__):
        assert "scale : float, default 1" in text and "empty_is_zero : bool, default False" in text
