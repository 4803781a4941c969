# SPDX-License-Identifier: MIT
"""What the tests of the PyTorch package share: the functions, and the C ABI on tensors."""

import ctypes
from typing import Callable, NamedTuple

import pytest
import torch
import torch.nn.functional as F
from arrays import EDGES
from c_abi import ABI, ACCURACIES, DTYPES, OPS, Params, supported

import simdact_torch

functional = torch.func if hasattr(torch, "func") else pytest.importorskip("functorch")
grad, vmap = functional.grad, functional.vmap

TYPES = {name: getattr(torch, name) for name in DTYPES}
INTEGERS = {2: torch.int16, 4: torch.int32, 8: torch.int64}


class Entry(NamedTuple):
    """A function of PyTorch's and what of the library serves it."""

    name: str
    call: Callable
    op: str
    params: tuple | None = None
    backward: str | None = "backward"  # None: PyTorch composes the derivative
    in_place: Callable | None = None
    out: Callable | None = None


def unary(name, backward=None):
    return Entry(name, getattr(torch, name), name, None, backward, getattr(torch, name + "_"), getattr(torch, name))


ELEMENTWISE = [
    unary("exp"),
    unary("expm1"),
    unary("log1p"),
    unary("erf"),
    unary("tanh", backward="backward_from_output"),
    unary("sigmoid", backward="backward_from_output"),
    Entry("mish", F.mish, "mish", None, "backward", torch.ops.aten.mish_, torch.ops.aten.mish.out),
    Entry("silu", F.silu, "swish", None, "backward", torch.ops.aten.silu_, torch.ops.aten.silu.out),
    Entry("gelu", F.gelu, "gelu", None, "backward", torch.ops.aten.gelu_, torch.ops.aten.gelu.out),
    Entry("gelu_tanh", lambda x: F.gelu(x, approximate="tanh"), "gelu_tanh"),
    Entry("hardswish", F.hardswish, "hard_swish", None, "backward", torch.ops.aten.hardswish_, None),
    Entry("softplus", F.softplus, "softplus", None, "backward", None, torch.ops.aten.softplus.out),
    Entry("softplus_2", lambda x: F.softplus(x, beta=2), "softplus", (2.0, 0.0)),
    Entry("logsigmoid", F.logsigmoid, "log_sigmoid", out=torch.ops.aten.log_sigmoid.out),
    Entry("elu", F.elu, "elu", None, "backward", torch.ops.aten.elu_, torch.ops.aten.elu.out),
    Entry("elu_half", lambda x: F.elu(x, alpha=0.5), "elu", (0.5, 0.0)),
    Entry("celu_3", lambda x: F.celu(x, alpha=3.0), "celu", (3.0, 0.0), "backward", lambda x: F.celu_(x, 3.0), None),
    Entry("selu", torch.selu, "selu", None, "backward", torch.selu_, None),
]
ROWS = {"softmax": torch.softmax, "log_softmax": torch.log_softmax}


def bits(tensor):
    """The bits, all NaNs as one."""
    tensor = tensor.detach()
    integers = tensor.contiguous().view(INTEGERS[tensor.element_size()]).clone()
    integers[torch.isnan(tensor.contiguous())] = -1
    return integers


def same_bits(got, want):
    assert got.dtype == want.dtype and got.shape == want.shape
    different = (bits(got) != bits(want)).flatten().nonzero().flatten()
    assert not len(different), f"{len(different)} differ, the first at {different[0]}"


def inputs(dtype, n, seed=1):
    """Values of every size, the edges among them."""
    generator = torch.Generator().manual_seed(seed)
    normal = torch.randn(2 * n, generator=generator, dtype=torch.float64)
    wide = normal[n:] * 2.0 ** torch.randint(-14, 6, (n,), generator=generator)
    values = torch.cat([torch.tensor(EDGES, dtype=torch.float64), 3 * normal[:n], wide])
    return values[torch.randperm(len(values), generator=generator)[:n]].to(dtype)


def type_name(dtype):
    return str(dtype).split(".")[1]


def abi(call, op, accuracy, tensors, params=None):
    """The output of simdact_<call> on contiguous tensors."""
    tensors = [t.detach().contiguous() for t in tensors]
    out = torch.empty_like(tensors[0])
    ids = [OPS[op], DTYPES[type_name(out.dtype)]] + ([] if accuracy is None else [ACCURACIES[accuracy]])
    pointers = [ctypes.c_void_p(t.data_ptr()) for t in (*tensors, out)]
    settings = ctypes.byref(Params(*params)) if params else None
    assert getattr(ABI, f"simdact_{call}")(*ids, settings, *pointers, ctypes.c_size_t(out.numel())) == 0
    return out


def abi_forward(entry, x, accuracy="high"):
    return abi("forward", entry.op, accuracy, [x], entry.params)


def abi_rows(name, x, accuracy="high"):
    """simdact_softmax or simdact_log_softmax along the last dimension."""
    x = x.contiguous()
    out, cols = torch.empty_like(x), ctypes.c_size_t(x.shape[-1])
    data = [ctypes.c_void_p(t.data_ptr()) for t in (x, out)]
    ids = DTYPES[type_name(x.dtype)], ACCURACIES[accuracy]
    rows = ctypes.c_size_t(x.numel() // x.shape[-1])
    assert getattr(ABI, f"simdact_{name}")(*ids, None, data[0], cols, data[1], cols, rows, cols) == 0
    return out


def served(function, *arguments, **keywords):
    """The result of a call that must have reached the library."""
    before = simdact_torch.calls()
    result = function(*arguments, **keywords)
    assert simdact_torch.calls() != before, "the library was not called"
    return result


def skip_unsupported(entry, dtype, accuracy="high", direction="forward"):
    if not supported(OPS[entry.op], type_name(dtype), accuracy, direction):
        pytest.skip("the library has no such kernel")


@pytest.fixture
def all_high():
    with simdact_torch.enable(accuracy="high"):
        yield
