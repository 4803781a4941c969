# SPDX-License-Identifier: MIT
"""torch.ops.simdact under what PyTorch does with operators: derivatives, torch.func, autocast, threads, torch.compile."""

import warnings

import pytest
import torch
from c_abi import FROM_OUTPUT, OPS, supported
from conftest import abi, grad, inputs, same_bits, vmap

import simdact_torch
from simdact_torch import nn

ops = torch.ops.simdact
functions = pytest.mark.parametrize("name", OPS)


@pytest.fixture(autouse=True)
def no_warning():
    """PyTorch warns where it has to take a batch apart for want of a rule."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def normal(*shape, seed=1, dtype=torch.float32):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


@pytest.mark.parametrize("accuracy", simdact_torch.accuracies)
@functions
def test_derivative_of_every_accuracy(name, accuracy):
    if not supported(OPS[name], "float32", accuracy):
        pytest.skip("the library has no such kernel")
    x, up, dy = inputs(torch.float32, 400), normal(400, seed=2), normal(400, seed=3)
    x = (x.abs() if name == "log1p" else x).requires_grad_()
    own = accuracy if supported(OPS[name], "float32", accuracy, "backward") else "high"
    (dx,) = torch.autograd.grad(getattr(ops, name)(x, accuracy=accuracy), x, dy)
    same_bits(dx, abi("backward", name, own, [x, dy]))
    (dgate,) = torch.autograd.grad(getattr(ops, name + "_gated")(x, up, accuracy=accuracy), x, dy)
    same_bits(dgate, abi("backward", name, own, [x, dy * up]))
    zero = torch.zeros(400)
    (dx,) = torch.autograd.grad(getattr(ops, name + "_bias")(x, zero, accuracy=accuracy), x, dy)
    same_bits(dx, abi("backward", name, own, [x + zero, dy]))


def test_some_derivatives_lack_the_exact_accuracy():
    """Which the test above is about."""
    forward = {name for name, op in OPS.items() if supported(op, "float32", "exact")}
    assert any(not supported(OPS[name], "float32", "exact", "backward") for name in forward)


@functions
def test_vmap(name):
    x, up, dy = (normal(6, 4, 5, seed=s).abs() for s in (1, 2, 3))
    for suffix, arguments in (
        ("", (x,)),
        ("_backward", (x, dy)),
        ("_gated", (x, up)),
        ("_gated_backward", (x, up, dy)),
    ):
        call = getattr(ops, name + suffix)
        want = call(*arguments)
        for dim in (0, 1, -1):
            got = vmap(call, in_dims=dim, out_dims=dim)(*arguments)
            for g, w in zip(*((t if isinstance(t, tuple) else (t,)) for t in (got, want))):
                same_bits(g, w)
    same_bits(vmap(getattr(ops, name))(x[:, 0, 0]), getattr(ops, name)(x[:, 0, 0]))
    same_bits(vmap(vmap(getattr(ops, name)))(x), getattr(ops, name)(x))
    one = vmap(lambda gate: getattr(ops, name + "_gated")(gate, up[0]))(x)
    same_bits(one, getattr(ops, name + "_gated")(x, up[:1].expand_as(x)))
    if name in FROM_OUTPUT:
        call = getattr(ops, name + "_backward_from_output")
        same_bits(vmap(call)(x, dy), call(x, dy))


def by_members(call, *batches):
    """What vmap of the call means; None stands for an argument of all members."""
    return torch.stack([call(*(b[i] for b in batches)) for i in range(len(batches[0]))])


@pytest.mark.parametrize("dim", [0, 1, -1, -2])
def test_vmap_with_a_dimension(dim):
    x, dy = normal(6, 4, 4, 5), normal(6, 4, 4, 5, seed=2)
    channels = normal(6, x.shape[1:][dim], seed=3)
    for call in (
        lambda x: ops.softmax(x, dim, scale=0.5),
        lambda x: ops.log_softmax(x, dim),
        lambda x: ops.maxout(x, dim),
        lambda x: ops.prelu(x, channels[0], dim),
        lambda x: ops.prelu(x, channels[0, :1], dim),
        lambda x: ops.gelu_bias(x, channels[0], dim),
        lambda x: ops.gelu_bias_backward(x, channels[0], x, dim)[1],
    ):
        same_bits(vmap(call)(x), by_members(call, x))
    for call in (lambda x, c: ops.prelu(x, c, dim), lambda x, c: ops.gelu_bias(x, c, dim)):
        same_bits(vmap(call)(x, channels), by_members(call, x, channels))
    for call in (
        lambda x, dy: ops.softmax_backward(x, dy, dim),
        lambda x, dy: ops.maxout_backward(x, dy.select(dim, 0), dim),
        lambda x, dy: ops.prelu_backward(x, channels[0], dy, dim)[1],
    ):
        same_bits(vmap(call)(x, dy), by_members(call, x, dy))
    same_bits(
        vmap(lambda c: ops.prelu(x[0], c, dim))(channels), torch.stack([ops.prelu(x[0], c, dim) for c in channels])
    )
    for too_far in (3, -4):
        with pytest.raises(IndexError):
            vmap(lambda x: ops.softmax(x, too_far))(x)


def test_vmap_of_single_elements():
    x = normal(6)
    same_bits(vmap(ops.softmax)(x), torch.ones(6))
    same_bits(vmap(lambda x: ops.prelu(x, torch.tensor([0.5])))(x), torch.where(x > 0, x, 0.5 * x))


@functions
def test_gradient_of_each_member(name):
    x, up = (normal(6, 5, seed=s, dtype=torch.float64).abs() + 0.1 for s in (1, 2))
    derivative = getattr(ops, name + "_backward")
    each = vmap(grad(lambda x: getattr(ops, name)(x).sum()))(x)
    same_bits(each, derivative(x, torch.ones_like(x)))
    each = vmap(grad(lambda x, up: getattr(ops, name + "_gated")(x, up).sum()))(x, up)
    same_bits(each, derivative(x, up))
    each = vmap(grad(lambda b, x: getattr(ops, name + "_bias")(x, b).sum()), in_dims=(None, 0))(up[0], x)
    same_bits(each, derivative(x + up[0], torch.ones_like(x)))


def test_gradient_of_each_member_along_a_dimension():
    x, weight = normal(6, 4, 5, dtype=torch.float64), normal(4, seed=2, dtype=torch.float64)
    each = vmap(grad(lambda w, x: ops.prelu(x, w, 0).square().sum()), in_dims=(None, 0))(weight, x)
    for member, got in zip(x, each):
        own = weight.clone().requires_grad_()
        (want,) = torch.autograd.grad(torch.nn.functional.prelu(member[None], own).square().sum(), own)
        torch.testing.assert_close(got, want)
    each = vmap(grad(lambda x: ops.softmax(x, 0).square().sum()))(x)
    whole = x.clone().requires_grad_()
    (want,) = torch.autograd.grad(torch.softmax(whole, 1).square().sum(), whole)
    torch.testing.assert_close(each, want)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
@pytest.mark.parametrize("name", ["prelu", "bias_act", "swiglu"])
def test_autocast(name, dtype):
    """Weights follow the type of what they work on."""
    module = {"prelu": nn.PReLU(8), "bias_act": nn.BiasAct(8, "mish"), "swiglu": nn.SwiGLU()}[name]
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter)
    x = normal(6, 8).to(dtype).requires_grad_()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        y = module(x)
    same_bits(y, module.to(dtype)(x))
    y.float().sum().backward()
    assert x.grad.dtype == dtype and x.grad.abs().sum() > 0


def test_autocast_of_a_network():
    """The types are those of PyTorch's own modules, the weights and their gradients float32."""
    theirs = torch.nn.Sequential(torch.nn.Linear(8, 8), torch.nn.PReLU(8), torch.nn.Linear(8, 8, bias=False))
    ours = torch.nn.Sequential(torch.nn.Linear(8, 8), nn.PReLU(8), torch.nn.Linear(8, 8, bias=False))
    ours.load_state_dict(theirs.state_dict())
    bias = nn.BiasAct(8, "gelu")
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = normal(6, 8)
        want, got = theirs(x), ours(x)
        y = bias(got)
        up, gate = ours[0](x), normal(6, 8, seed=2)
        gated = ops.swiglu(up, gate)
    assert want.dtype == got.dtype == y.dtype == gated.dtype == torch.bfloat16
    torch.testing.assert_close(got, want, rtol=0.02, atol=0.02)
    y.float().sum().backward()
    for parameter in (*ours.parameters(), *bias.parameters()):
        assert parameter.grad.dtype == torch.float32 and parameter.grad.abs().sum() > 0
    with pytest.raises(TypeError):  # as PyTorch's own without autocast
        ours[1](x.to(torch.bfloat16))


def test_a_long_row_is_shared_among_the_threads():
    """Subnormal numbers are flushed to zero in the thread alone that asks for it: they tell who computed them."""
    before, n = torch.get_num_threads(), 300001
    x = torch.full((n,), 1e-40)
    one, huge = torch.ones(n), torch.full((n,), 2.0**100)
    try:
        torch.set_num_threads(2)
        ops.reglu(normal(n), one)  # starts the threads
        assert torch.set_flush_denormal(True)
        y = ops.reglu(x, one)
        dgate, dup = ops.reglu_backward(one, x, huge), ops.reglu_backward(x, one, one)[1]
        torch.set_flush_denormal(False)
    finally:
        torch.set_flush_denormal(False)
        torch.set_num_threads(before)
    for result in (y, dgate[0], dup):
        flushed = int((result == 0).sum())
        assert 0 < flushed < n, "one thread did everything"
        assert len(result.unique()) == 2


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_long_row_has_the_same_bits(rows, threads):
    before = torch.get_num_threads()
    x, up, dy = (normal(rows, 2, 123457, seed=s).transpose(0, 1)[0] for s in (1, 2, 3))
    try:
        torch.set_num_threads(threads)
        got = ops.geglu(x, up), *ops.geglu_backward(x, up, dy)
    finally:
        torch.set_num_threads(before)
    y = abi("forward", "gelu", "high", [x])
    for g, want in zip(got, (y * up, abi("backward", "gelu", "high", [x, dy * up]), dy * y)):
        same_bits(g, want)


def test_documentation():
    for name, op in OPS.items():
        text = getattr(ops, name).__doc__
        for accuracy in simdact_torch.accuracies:
            assert f"\n    {accuracy} " in text
        for suffix in ("", "_backward", "_gated", "_bias", "_bias_backward"):
            text = getattr(ops, name + suffix).__doc__
            assert text and str(getattr(ops, name + suffix).default._schema).split("::")[1].split("(")[0] in text
    assert "1 / (1 + e^-x)" in ops.sigmoid.__doc__ and "of any shape" in ops.sigmoid.__doc__
    bound = simdact_torch._core.bound(OPS["gelu"], 1, 0, False)
    assert 0.5 < bound < 1 and f"    high    {bound:>10.4g}" in ops.gelu.__doc__
    assert "along dim" in ops.softmax.__doc__ and "Differentiable once" in ops.prelu.__doc__


compiled = pytest.mark.skipif(not hasattr(torch, "compile"), reason="this PyTorch does not compile")


@compiled
@functions
def test_compiled_without_a_break(name):
    """Traced with fake tensors, forward and backward."""
    x, up, dy = (normal(4, 6, seed=s).abs() for s in (1, 2, 3))

    def call(x, up):
        y = getattr(ops, name)(2 * x) + getattr(ops, name + "_gated")(x, up)
        return y + getattr(ops, name + "_bias")(x, up[0])

    torch._dynamo.reset()
    found = []
    for function in (call, torch.compile(call, fullgraph=True, backend="aot_eager")):
        leaves = [t.clone().requires_grad_() for t in (x, up)]
        y = function(*leaves)
        found.append([y, *torch.autograd.grad(y, leaves, dy)])
    for got, want in zip(*found):
        same_bits(got, want)


@compiled
def test_compiled_modules():
    """With the compiler that users have, and sizes that are not fixed."""
    model = torch.nn.Sequential(
        torch.nn.Linear(8, 8), nn.PReLU(8), nn.BiasAct(8, "gelu"), nn.Maxout(8, 8), nn.Softcap(), nn.SwiGLU()
    )
    torch._dynamo.reset()
    compiled = torch.compile(lambda x: ops.softmax(model(x), -1), fullgraph=True, dynamic=True)
    for n in (3, 7):
        x = normal(n, 8)
        torch.testing.assert_close(compiled(x), torch.softmax(model(x), -1))
        compiled(x)[0, 0].backward()
    assert all(parameter.grad is not None for parameter in model.parameters())


@pytest.mark.skipif(not hasattr(torch.library, "opcheck"), reason="this PyTorch has no opcheck")
@pytest.mark.parametrize("name", ["gelu", "swiglu", "mish_bias", "prelu", "maxout", "softmax", "log_softmax"])
def test_pytorchs_own_check(name):
    x, up = normal(4, 6, 5).requires_grad_(), normal(4, 6, 5, seed=2).requires_grad_()
    second = {"swiglu": [up], "mish_bias": [up.detach()[0, 0].requires_grad_()], "prelu": [up.detach()[0, :, 0]]}
    torch.library.opcheck(getattr(ops, name).default, (x, *second.get(name, [])))
