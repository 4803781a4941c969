# SPDX-License-Identifier: MIT
"""What NumPy's users expect of a ufunc."""

import copy
import ctypes
import pickle
import sys

import numpy as np
import pytest
from conftest import ABI, BY_NAME, DTYPES, ENTRIES, TYPES, dtype, ml_dtypes, supported

import simdact
from simdact import _core

X = np.linspace(-3, 3, 50, dtype=np.float32)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_attributes(entry):
    for suffix, inputs in (("", 1), ("_backward", 2)):
        function = getattr(simdact, entry.name + suffix)
        assert type(function) is np.ufunc
        assert (function.nin, function.nout, function.nargs) == (inputs, 1, inputs + 1)
        assert function.types[:3] == [f"{t * inputs}->{t}" for t in "efd"]
        assert function.ntypes == 3  # NumPy does not count those of further types, as bfloat16
        assert function.__name__ == entry.name + suffix
        assert function.identity is None and function.signature is None


def test_every_function_is_there():
    assert len(ENTRIES) >= 28
    assert {e.name for e in ENTRIES} | {"silu", "quick_gelu", "thresholded_relu"} <= set(simdact.__all__)
    assert {n[: -len("_backward")] for n in simdact.__all__ if n.endswith("_backward")} >= {e.name for e in ENTRIES}


@pytest.mark.parametrize("method", ["reduce", "accumulate"])
def test_no_reduction_of_one_input(method):
    with pytest.raises(ValueError, match="only supported for binary functions"):
        getattr(simdact.gelu, method)(X)
    with pytest.raises(ValueError, match="only supported for binary functions"):
        simdact.gelu.reduceat(X, [0, 3])
    with pytest.raises(ValueError):
        simdact.gelu.outer(X, X)


def test_at_and_outer():
    a = X.copy()
    simdact.gelu.at(a, [3, 7])
    want = X.copy()
    want[[3, 7]] = simdact.gelu(X)[[3, 7]]
    assert np.array_equal(a, want)
    table = simdact.gelu_backward.outer(X[:5], X[:7])
    assert np.array_equal(table, simdact.gelu_backward(X[:5, None], X[None, :7]))


@pytest.mark.parametrize(
    "value",
    [
        *(np.zeros(3, t) for t in ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64")),
        *(np.zeros(3, t) for t in ("float16", "float32", "float64")),
        np.float32(1),
        np.array(1.0),
        1,
        2.5,
        True,
        [1, 2],
        [[1.0], [2.0]],
        [],
    ],
    ids=lambda v: f"{getattr(v, 'dtype', '')}{type(v).__name__}",
)
def test_types_as_with_exp(value):
    want = np.exp(value)
    name = {2: "float16", 4: "float32", 8: "float64"}[want.dtype.itemsize]
    if not supported(BY_NAME["gelu"], name):
        with pytest.raises(NotImplementedError) if want.size else np.errstate():
            simdact.gelu(value)
        return
    got = simdact.gelu(value)
    assert type(got) is type(want) and got.dtype == want.dtype and got.shape == want.shape
    assert np.array_equal(got, simdact.gelu(np.asarray(value, dtype=name)))


@pytest.mark.parametrize("value", [1j, np.zeros(2, complex), np.zeros(2, "longdouble"), "text", None, [None], object()])
def test_types_that_it_has_not(value):
    with pytest.raises(TypeError):
        simdact.gelu(value)


def test_dtype_and_casting():
    assert simdact.gelu(np.arange(5), dtype=np.float32, casting="unsafe").dtype == np.float32
    assert simdact.gelu(X, dtype="f4", order="F", subok=False).dtype == np.float32
    assert simdact.gelu(X, signature="f->f").dtype == np.float32
    with pytest.raises(TypeError):
        simdact.gelu(X, out=np.empty(50, np.int32))
    with pytest.raises(ValueError, match="broadcast"):
        simdact.gelu(X, out=np.empty(49, np.float32))
    with pytest.raises(ValueError, match="broadcast"):
        simdact.gelu_backward(X, X[:49])
    wide = np.empty(50, np.float64)
    assert np.array_equal(simdact.gelu(X, out=wide), simdact.gelu(X))


def test_wrong_calls():
    for arguments in ((), (X, X, X), (X, X, X, X)):
        with pytest.raises(TypeError):
            simdact.gelu(*arguments)
    with pytest.raises(TypeError, match="unexpected keyword argument 'alpha'"):
        simdact.gelu(X, alpha=1)
    with pytest.raises(TypeError, match="unexpected keyword argument 'accuracy'"):
        simdact.tanh_backward_from_output(X, X, accuracy="high")
    with pytest.raises(TypeError):
        simdact.leaky_relu(X, np.float32(0.2), np.float32(0.3))


def test_out_as_positional_tuple_and_with_options():
    for call in (
        lambda out: simdact.leaky_relu(X, out, alpha=0.5),
        lambda out: simdact.leaky_relu(X, out=(out,), alpha=0.5),
        lambda out: simdact.leaky_relu(X, alpha=0.5, out=out, accuracy="fast", where=True),
    ):
        out = np.empty_like(X)
        assert call(out) is out
        assert np.array_equal(out, np.where(X > 0, X, X * np.float32(0.5)))


class Tagged(np.ndarray):
    """A subclass, as users write them."""


class Overriding:
    """A type that takes ufuncs over."""

    def __init__(self, values):
        self.values = values

    def __array_ufunc__(self, function, method, *arguments, **keywords):
        plain = [a.values if isinstance(a, Overriding) else a for a in arguments]
        return Overriding(getattr(function, method)(*plain, **keywords))


def test_subclasses():
    assert type(simdact.gelu(X.view(Tagged))) is Tagged
    assert type(simdact.gelu(X.view(Tagged), subok=False)) is np.ndarray
    assert type(simdact.leaky_relu(X.view(Tagged), alpha=0.5)) is Tagged
    assert type(simdact.gelu_backward(X, X.view(Tagged))) is Tagged
    masked = simdact.gelu(np.ma.masked_less(X, 0))
    assert masked.mask.sum() == 25 and np.array_equal(masked.compressed(), simdact.gelu(X[25:]))


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_matrix():
    assert isinstance(simdact.gelu(np.asmatrix(X)), np.matrix)


def test_overrides_keep_the_parameters():
    got = simdact.leaky_relu(Overriding(X), alpha=0.5)
    assert np.array_equal(got.values, simdact.leaky_relu(X, alpha=0.5))
    with simdact.accuracy("fast"):
        got = simdact.sigmoid(Overriding(X))
    assert np.array_equal(got.values, simdact.sigmoid(X, accuracy="fast"))


@pytest.mark.skipif(ml_dtypes is not None, reason="ml_dtypes is there")
def test_bfloat16_by_a_stand_in():
    """NumPy learns of bfloat16 as of any type that is not its own. Here one from its tests, of 8 bytes, stands in for it;
    the loops read and write the first two of each."""
    core = "numpy._core" if np.lib.NumpyVersion(np.__version__) >= "2.0.0" else "numpy.core"
    rational = pytest.importorskip(f"{core}._rational_tests").rational
    entry = BY_NAME["gelu"]
    _core.set_bfloat16(np.dtype(rational).num)
    try:
        gelu = _core.make("forward", entry.op, "gelu", "", (), (0.0, 0.0))
    finally:
        _core.set_bfloat16(-1)
    assert gelu.types == ["e->e", "f->f", "d->d"]
    memory = np.zeros((3000, 4), np.uint16)
    memory[:, 0] = np.arange(12000, 15000) * 3
    x, out = memory.view(rational).ravel(), np.zeros((3000, 4), np.uint16)
    if ABI.simdact_find_forward(entry.op, DTYPES["bfloat16"], 0) == 0:
        with pytest.raises(NotImplementedError, match="gelu of bf16"):
            gelu(x, out=out.view(rational).ravel())
        return
    gelu(x, out=out.view(rational).ravel())
    want = np.zeros(3000, np.uint16)
    packed = np.ascontiguousarray(memory[:, 0])
    pointers = (ctypes.c_void_p(packed.ctypes.data), ctypes.c_void_p(want.ctypes.data))
    assert ABI.simdact_forward(entry.op, DTYPES["bfloat16"], 0, None, *pointers, ctypes.c_size_t(3000)) == 0
    numbers = (packed & 0x7FFF) <= 0x7F80
    assert np.array_equal(out[numbers, 0], want[numbers])
    assert not out[:, 1:].any()


def test_copies():
    assert pickle.loads(pickle.dumps(simdact.gelu)) is simdact.gelu
    assert copy.copy(simdact.gelu) is simdact.gelu and copy.deepcopy(simdact.gelu) is simdact.gelu


def test_references_and_memory():
    """Calls keep nothing of their arguments, and forget variants that are not used again."""
    value, name = np.float32(1), "not-an-accuracy"
    held = sys.getrefcount(X), sys.getrefcount(name), sys.getrefcount(value)
    for i in range(500):
        simdact.leaky_relu(X, alpha=i / 7 + 0.123)
        simdact.leaky_relu(X, alpha=value, accuracy="fast")
        with pytest.raises(ValueError):
            simdact.leaky_relu(X, accuracy=name)
    assert (sys.getrefcount(X), sys.getrefcount(name), sys.getrefcount(value)) == held
    import gc

    variants = [o for o in gc.get_objects() if type(o) is np.ufunc and o.__name__ == "leaky_relu"]
    assert len(variants) <= 65


@pytest.mark.parametrize("type_name", TYPES)
def test_no_warnings(type_name):
    """Neither for what overflows nor for lanes that are computed and not used, and the caller's flags stay."""
    every = np.arange(2**16, dtype=np.uint16)
    x = every.view(np.float16) if type_name == "float16" else (every.astype(np.uint32) << 16).view(np.float32)
    if type_name not in ("float16", "float32"):
        with np.errstate(all="ignore"):
            x = x.astype(dtype(type_name))
    for entry in ENTRIES:
        if supported(entry, type_name):
            with np.errstate(all="raise"):
                getattr(simdact, entry.name)(x)
                getattr(simdact, entry.name)(x[::3])
    with pytest.warns(RuntimeWarning, match="overflow"):
        simdact.relu(np.array([1e300]), dtype=np.float32, casting="unsafe")
