# SPDX-License-Identifier: MIT
"""torch.ops.simdact and the modules."""

import pickle

import pytest
import torch
from c_abi import FROM_OUTPUT, OPS, supported
from conftest import TYPES, abi, inputs, same_bits

from simdact_torch import nn

ops = torch.ops.simdact
functions = pytest.mark.parametrize("name", OPS)
types = pytest.mark.parametrize("dtype", TYPES.values(), ids=TYPES)


def skip_unsupported(name, dtype, direction="forward"):
    if not supported(OPS[name], str(dtype).split(".")[1], "high", direction):
        pytest.skip("the library has no such kernel")


def doubles(*shape, seed=1):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64).add_(0.013).requires_grad_()


@functions
@types
def test_bits(name, dtype):
    skip_unsupported(name, dtype)
    x = inputs(dtype, 6000)
    for x in (x, x.view(60, 100).t(), x[::3], x[7], x[:0]):
        same_bits(getattr(ops, name)(x), abi("forward", name, "high", [x]))
        dy = inputs(dtype, 6000, seed=2)[: x.numel()].view(x.shape)
        same_bits(getattr(ops, name + "_backward")(x, dy), abi("backward", name, "high", [x, dy]))
        if name in FROM_OUTPUT:
            got = getattr(ops, name + "_backward_from_output")(x, dy)
            same_bits(got, abi("backward_from_output", name, None, [x, dy]))


@functions
def test_bits_of_joins(name):
    x, up = inputs(torch.float32, 3000).view(50, 60), inputs(torch.float32, 3000, seed=2).view(50, 60)
    y = abi("forward", name, "high", [x])
    same_bits(getattr(ops, name + "_gated")(x, up), y * up)
    same_bits(getattr(ops, name + "_gated")(x.t(), up.t()), (y * up).t())
    packed = torch.cat([x, up], 1)
    same_bits(getattr(ops, name + "_gated")(*packed.chunk(2, 1)), y * up)
    for dim, bias in ((1, up[0]), (0, up[:, 0])):
        biased = x + bias.view(-1, 1) if dim == 0 else x + bias
        same_bits(getattr(ops, name + "_bias")(x, bias, dim), abi("forward", name, "high", [biased]))


@functions
def test_gradcheck(name):
    check = torch.autograd.gradcheck
    x, up, bias = doubles(4, 5), doubles(4, 5, seed=2), doubles(5, seed=3)
    if name == "log1p":
        x, bias = (t.detach().abs().requires_grad_() for t in (x, bias))
    assert check(getattr(ops, name), (x,))
    assert check(getattr(ops, name + "_gated"), (x, up))
    assert check(getattr(ops, name + "_bias"), (x, bias))
    assert check(lambda x, b: getattr(ops, name + "_bias")(x, b, 0), (x.t(), bias))


def test_gradcheck_of_the_others():
    check = torch.autograd.gradcheck
    x = doubles(3, 4, 5)
    assert check(ops.prelu, (x, doubles(4, seed=2)))
    assert check(ops.prelu, (x, doubles(1, seed=2)))
    for dim in (0, 1, -1):
        assert check(lambda x: ops.maxout(x, dim), (x,))
        assert check(lambda x: ops.softmax(x, dim, scale=0.5), (x,))
        assert check(lambda x: ops.log_softmax(x, dim, scale=2.0), (x,))
    assert check(ops.swiglu, (x, doubles(3, 4, 5, seed=2)))
    assert check(lambda x: ops.softcap(x, cap=2.0), (x,))
    with pytest.raises(RuntimeError, match="not implemented"):
        (first,) = torch.autograd.grad(ops.gelu(x).sum(), x, create_graph=True)
        torch.autograd.grad(first.sum(), x)


def test_definitions():
    x, weight = doubles(6, 4, 5).detach(), doubles(4, seed=2).detach()
    same_bits(ops.prelu(x, weight), torch.nn.functional.prelu(x, weight))
    for dim in range(3):
        same_bits(ops.maxout(x, dim), x.amax(dim))
        torch.testing.assert_close(ops.softmax(x, dim, scale=3.0), torch.softmax(3 * x, dim))
        torch.testing.assert_close(ops.log_softmax(x, dim), torch.log_softmax(x, dim))
    gate, up = x.chunk(2, 1)
    torch.testing.assert_close(ops.swiglu(gate, up), torch.nn.functional.silu(gate) * up)
    torch.testing.assert_close(ops.geglu(gate, up, accuracy="fast"), torch.nn.functional.gelu(gate) * up)
    torch.testing.assert_close(ops.reglu(gate, up), torch.relu(gate) * up)
    torch.testing.assert_close(ops.glu(gate, up), torch.sigmoid(gate) * up)
    torch.testing.assert_close(ops.silu(x), torch.nn.functional.silu(x))
    torch.testing.assert_close(ops.quick_gelu(x), x * torch.sigmoid(1.702 * x))
    torch.testing.assert_close(ops.leaky_relu(x, alpha=0.2), torch.nn.functional.leaky_relu(x, 0.2))
    torch.testing.assert_close(ops.hard_tanh(x, min_val=-0.5, max_val=0.25), x.clamp(-0.5, 0.25))
    torch.testing.assert_close(ops.threshold(x, threshold=0.5, value=7.0), torch.threshold(x, 0.5, 7.0))


@functions
def test_shapes_alone(name):
    """On the device meta, which is what fake tensors run."""
    x = torch.randn(6, 8)
    for suffix, arguments in (("", (x,)), ("_backward", (x, x)), ("_gated", (x, x)), ("_gated_backward", (x, x, x)),
                              ("_bias", (x, x[0])), ("_bias_backward", (x, x[0], x))):  # fmt: skip
        call = getattr(ops, name + suffix)
        for order in (arguments, [a.t().contiguous().t() for a in arguments]):
            real, fake = call(*order), call(*(a.to("meta") for a in order))
            for r, f in zip(*((t if isinstance(t, tuple) else (t,)) for t in (real, fake))):
                assert f.is_meta and (r.shape, r.stride(), r.dtype) == (f.shape, f.stride(), f.dtype)
    for dim in (0, 1):
        real, fake = ops.maxout(x, dim), ops.maxout(x.to("meta"), dim)
        assert (real.shape, real.stride()) == (fake.shape, fake.stride())


def test_refusals():
    x = torch.randn(4, 6)
    with pytest.raises(ValueError):
        ops.gelu(x, accuracy="best")
    with pytest.raises(ValueError):
        ops.softcap(x, cap=float("nan"))
    with pytest.raises(TypeError):
        ops.gelu(torch.arange(4))
    with pytest.raises(TypeError):
        ops.swiglu(x, x.double())
    with pytest.raises(ValueError):
        ops.swiglu(x, x[:2])
    with pytest.raises(ValueError):
        ops.gelu_bias(x, torch.randn(5))
    with pytest.raises(ValueError):
        ops.gelu_backward(x, x[:2])
    with pytest.raises(NotImplementedError):
        ops.softmax(x, accuracy="exact")
    with pytest.raises(IndexError):
        ops.maxout(x, 2)


@pytest.mark.parametrize("threads", [1, 4])
def test_threads(threads):
    before = torch.get_num_threads()
    x = inputs(torch.float32, 400000)
    try:
        torch.set_num_threads(threads)
        wide = x.view(4, 100000)
        y = abi("forward", "gelu", "high", [x])
        same_bits(ops.geglu(x, x), y * x)
        same_bits(ops.geglu(wide, wide), (y * x).view(wide.shape))
        same_bits(ops.gelu_bias(wide, x[:100000]), abi("forward", "gelu", "high", [wide + x[:100000]]))
        same_bits(ops.gelu_bias(wide, x[:4], 0), abi("forward", "gelu", "high", [wide + x[:4].view(4, 1)]))
        same_bits(ops.maxout(x.view(100000, 4)), x.view(100000, 4).amax(-1))
        same_bits(ops.prelu(x, x[5:6]), torch.where(x > 0, x, x[5] * x))
    finally:
        torch.set_num_threads(before)


MODULES = {
    "activation": (nn.Activation("softplus", beta=2.0), lambda x: torch.nn.functional.softplus(x, beta=2)),
    "swiglu": (nn.SwiGLU(), lambda x: torch.nn.functional.silu(x[:, :4]) * x[:, 4:]),
    "geglu": (nn.GeGLU(accuracy="fast"), lambda x: torch.nn.functional.gelu(x[:, :4]) * x[:, 4:]),
    "reglu": (nn.ReGLU(), lambda x: torch.relu(x[:, :4]) * x[:, 4:]),
    "softcap": (nn.Softcap(5.0), lambda x: 5 * torch.tanh(x / 5)),
    "prelu": (nn.PReLU(), lambda x: torch.nn.functional.leaky_relu(x, 0.25)),
    "bias_act": (nn.BiasAct(8, "mish"), torch.nn.functional.mish),
}


@pytest.mark.parametrize("name", MODULES)
def test_modules(name):
    module, function = MODULES[name]
    x = torch.randn(6, 8, requires_grad=True)
    y, want = module(x), function(x)
    torch.testing.assert_close(y, want)
    for got, other in zip(torch.autograd.grad(y.sum(), x), torch.autograd.grad(want.sum(), x)):
        torch.testing.assert_close(got, other)
    again = pickle.loads(pickle.dumps(module))
    same_bits(again(x), y)
    assert repr(again) == repr(module)
    traced = torch.jit.trace(module, x)
    same_bits(traced(x), y)


def test_maxout_learns():
    torch.manual_seed(1)
    model = torch.nn.Sequential(nn.Maxout(2, 8, pieces=3), torch.nn.Linear(8, 1))
    x = torch.rand(256, 2) * 2 - 1
    y = (x[:, :1] * x[:, 1:]).abs()
    optimizer = torch.optim.Adam(model.parameters(), 0.02)
    losses = []
    for _ in range(200):
        optimizer.zero_grad()
        loss = (model(x) - y).square().mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 10
    first = model[0]
    same_bits(first(x), first.linear(x).view(-1, 3, 8).amax(1))
