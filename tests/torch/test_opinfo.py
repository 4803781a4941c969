# SPDX-License-Identifier: MIT
"""PyTorch's own samples of calls: the served results beside those of its own kernels in double."""

import sys
import types
import unittest

import pytest
import torch
from conftest import TYPES

import simdact_torch

try:
    import expecttest
except ImportError:  # which Debian 12 does not have, and PyTorch's list of functions needs for its base class alone
    expecttest = types.ModuleType("expecttest")
    expecttest.TestCase, expecttest.ACCEPT = unittest.TestCase, False
    sys.modules["expecttest"] = expecttest
internal = pytest.importorskip("torch.testing._internal.common_methods_invocations")

# Without softplus: all of PyTorch's samples set its threshold below what the library takes.
NAMES = (
    "exp expm1 log1p erf tanh sigmoid softmax log_softmax nn.functional.silu nn.functional.gelu nn.functional.mish "
    "nn.functional.elu nn.functional.celu nn.functional.selu nn.functional.logsigmoid "
    "nn.functional.hardswish"
).split()
OPS = [op for op in internal.op_db if op.name in NAMES and op.variant_test_name == ""]
TOLERANCE = {torch.float64: 1e-13, torch.float32: 2e-6, torch.float16: 4e-3, torch.bfloat16: 3e-2}
every = pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)


@pytest.fixture(autouse=True)
def all_high():
    with simdact_torch.enable("high"):
        yield


def to(value, dtype):
    return value.detach().to(dtype) if isinstance(value, torch.Tensor) and value.is_floating_point() else value


def test_all_are_there():
    assert {op.name for op in OPS} == set(NAMES)


@every
@pytest.mark.parametrize("dtype", TYPES.values(), ids=TYPES)
def test_samples(op, dtype):
    before = simdact_torch.calls()
    count = 0
    for sample in op.sample_inputs("cpu", torch.float32):
        x = to(sample.input, dtype)
        keywords = {k: v for k, v in sample.kwargs.items() if k != "dtype"}
        got = op.op(x, *sample.args, **keywords)
        with simdact_torch.disable():
            want = op.op(x.double(), *sample.args, **keywords)
        assert got.dtype == dtype
        torch.testing.assert_close(got.double(), want, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype] / 8, equal_nan=True)
        count += 1
    assert count and simdact_torch.calls() != before


@every
def test_gradients(op):
    for sample in op.sample_inputs("cpu", torch.float64, requires_grad=True):
        keywords = {k: v for k, v in sample.kwargs.items() if k != "dtype"}
        x = sample.input.detach()
        if op.name == "log1p" or x.numel() > 50:
            continue
        assert torch.autograd.gradcheck(lambda x: op.op(x, *sample.args, **keywords), (x.requires_grad_(),))


@every
def test_variants(op):
    """The method, in place and into out: the same bits."""
    for sample in op.sample_inputs("cpu", torch.float32):
        keywords = {k: v for k, v in sample.kwargs.items() if k != "dtype"}
        x = sample.input.detach()
        want = op.op(x, *sample.args, **keywords)
        if op.method_variant is not None:
            assert torch.equal(op.method_variant(x, *sample.args, **keywords), want)
        if op.inplace_variant is not None:
            assert torch.equal(op.inplace_variant(x.clone(), *sample.args, **keywords), want)
        if op.supports_out:
            out = torch.empty_like(want)
            op.op(x, *sample.args, **keywords, out=out)
            assert torch.equal(out, want)
