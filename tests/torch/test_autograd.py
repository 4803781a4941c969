# SPDX-License-Identifier: MIT
"""Served functions under what PyTorch does with functions: gradients, vmap, jit, autocast, threads."""

import threading

import pytest
import torch
from conftest import ELEMENTWISE, abi_forward, grad, inputs, same_bits, served, vmap

import simdact_torch

elementwise = pytest.mark.parametrize("entry", ELEMENTWISE, ids=lambda e: e.name)
pytestmark = pytest.mark.usefixtures("all_high")


def smooth(n):
    """Doubles that no function is less than differentiable at."""
    return torch.linspace(-3.9, 4.1, n, dtype=torch.float64).abs_().add_(0.01) * torch.tensor([1.0, -0.2]).repeat(
        n // 2
    )


@elementwise
def test_gradcheck(entry):
    for x in (smooth(20), smooth(24).view(4, 6).t(), smooth(40)[::2]):
        x = x.detach().requires_grad_()
        assert served(torch.autograd.gradcheck, entry.call, (x,))


@elementwise
def test_second_derivative(entry):
    if entry.name.startswith(("celu", "elu", "selu")):
        pytest.skip("PyTorch's own second derivative of a half-linear function")
    assert torch.autograd.gradgradcheck(entry.call, (smooth(10).requires_grad_(),))


@elementwise
def test_gradient_through_an_in_place_call(entry):
    if entry.in_place is None or entry.name == "hardswish":
        pytest.skip("PyTorch has no such form")
    x = smooth(20).requires_grad_()
    (want,) = torch.autograd.grad(entry.call(x).sum(), x)
    copy = x * 1
    (got,) = torch.autograd.grad(served(entry.in_place, copy).sum(), x)
    torch.testing.assert_close(got, want, rtol=1e-13, atol=1e-14)


@elementwise
def test_vmap(entry):
    x = inputs(torch.float32, 600).view(20, 30)
    same_bits(served(vmap(entry.call), x), abi_forward(entry, x))
    same_bits(served(vmap(entry.call, in_dims=1, out_dims=1), x), abi_forward(entry, x))


@elementwise
def test_vmap_of_grad(entry):
    x = smooth(20)
    each = served(vmap(grad(lambda one: entry.call(one))), x)
    whole = x.clone().requires_grad_()
    (want,) = torch.autograd.grad(entry.call(whole).sum(), whole)
    torch.testing.assert_close(each, want, rtol=1e-13, atol=1e-14)


@elementwise
def test_jit_trace(entry):
    x = inputs(torch.float32, 100)
    traced = torch.jit.trace(entry.call, x, check_trace=False)
    same_bits(traced(x), abi_forward(entry, x))


def test_jit_script():
    @torch.jit.script
    def scripted(x):
        return torch.nn.functional.gelu(x)

    x = inputs(torch.float32, 100)
    for _ in range(4):
        same_bits(served(scripted, x), abi_forward(next(e for e in ELEMENTWISE if e.name == "gelu"), x))


def test_autocast():
    layer = torch.nn.Linear(8, 8)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        y = layer(torch.randn(4, 8))
        z = served(torch.nn.functional.gelu, y)
    assert y.dtype == z.dtype == torch.bfloat16
    same_bits(z, abi_forward(next(e for e in ELEMENTWISE if e.name == "gelu"), y))


@elementwise
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_any_number_of_threads(entry, threads):
    before = torch.get_num_threads()
    x = inputs(torch.float32, 200003)
    try:
        torch.set_num_threads(threads)
        same_bits(served(entry.call, x), abi_forward(entry, x))
        strided = x[:-3].view(4, -1)[:, ::2]
        same_bits(entry.call(strided), abi_forward(entry, strided))
    finally:
        torch.set_num_threads(before)


def test_callers_in_many_threads_while_the_choice_changes():
    """Every result is the library's or PyTorch's."""
    x = torch.randn(300)
    want = abi_forward(next(e for e in ELEMENTWISE if e.name == "mish"), x)
    with simdact_torch.disable():
        stock = torch.nn.functional.mish(x)
    wrong, stop = [], threading.Event()

    def work():
        while not stop.is_set():
            y = torch.nn.functional.mish(x)
            if not (torch.equal(y, want) or torch.equal(y, stock)):
                wrong.append(y)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for _ in range(200):
        with simdact_torch.disable():
            pass
    stop.set()
    for worker in workers:
        worker.join()
    assert not wrong
