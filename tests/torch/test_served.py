# SPDX-License-Identifier: MIT
"""That calls of PyTorch's own functions reach the library, and give its bits: in every shape, type and form."""

import pytest
import torch
from conftest import ELEMENTWISE, ROWS, TYPES, abi, abi_forward, abi_rows, inputs, same_bits, served, skip_unsupported

import simdact_torch

elementwise = pytest.mark.parametrize("entry", ELEMENTWISE, ids=lambda e: e.name)
types = pytest.mark.parametrize("dtype", TYPES.values(), ids=TYPES)
rows = pytest.mark.parametrize("name", ROWS)
pytestmark = pytest.mark.usefixtures("all_high")


def views(dtype):
    """{what it is: a tensor}, in every kind of layout."""
    x = inputs(dtype, 24000)
    bytes_of_it = torch.empty(24000 * x.element_size() + 1, dtype=torch.uint8)[: 24000 * x.element_size()]
    whole = x.view(20, 30, 40)
    return {
        "contiguous": x,
        "3d": whole,
        "transposed": whole.transpose(0, 2),
        "sliced": whole[1:, ::2, 3::3],
        "every other": x[::2],
        "one column": whole.view(600, 40)[:, 7],
        "narrow": whole.view(8000, 3)[:, :2],
        "expanded": x[:600].view(600, 1).expand(600, 17),
        "one element": x[:1].expand(5000),
        "channels last": x.view(5, 8, 20, 30).contiguous(memory_format=torch.channels_last),
        "unaligned": x[1:],
        "0-d": x[3],
        "empty": x[:0],
        "long": x.repeat(6),
    }


@elementwise
@types
def test_bits_at_every_stride(entry, dtype):
    skip_unsupported(entry, dtype)
    for what, x in views(dtype).items():
        y = served(entry.call, x)
        same_bits(y, abi_forward(entry, x))
        with simdact_torch.disable():  # what PyTorch has in a double it may lack in a half
            assert y.stride() == entry.call(x.to(torch.float64)).stride(), what


@elementwise
@types
def test_in_place(entry, dtype):
    skip_unsupported(entry, dtype)
    if entry.in_place is None:
        pytest.skip("PyTorch has no such form")
    for x in views(dtype).values():
        if 0 in x.stride():
            continue
        want, copy = abi_forward(entry, x), x.clone(memory_format=torch.preserve_format)
        assert served(entry.in_place, copy) is copy
        same_bits(copy, want)
    strided = torch.zeros(7, 50, dtype=dtype)
    part = strided[:, 3:40:2]
    part.copy_(inputs(dtype, part.numel()).view(part.shape))
    want = abi_forward(entry, part)
    served(entry.in_place, part)
    same_bits(part, want)
    assert not strided[:, 4:40:2].any() and not strided[:, :3].any() and not strided[:, 40:].any()


@elementwise
def test_out(entry):
    if entry.out is None:
        pytest.skip("PyTorch has no such form")
    x = inputs(torch.float32, 3000).view(50, 60)
    want = abi_forward(entry, x)
    for out in (torch.empty(50, 60), torch.empty(60, 50).t(), torch.empty(100, 120)[::2, ::2], torch.empty(0)):
        assert served(entry.out, x, out=out) is out
        same_bits(out, want)
    own = x.clone()
    same_bits(served(entry.out, own, out=own), want)
    with pytest.raises(RuntimeError):
        entry.out(own[:-1], out=own[1:])


@elementwise
@types
def test_a_result_is_the_same_alone_and_in_a_batch(entry, dtype):
    skip_unsupported(entry, dtype)
    x = inputs(dtype, 257)
    batch = served(entry.call, x)
    same_bits(torch.stack([entry.call(x[i : i + 1].clone())[0] for i in range(257)]), batch)
    same_bits(torch.cat([entry.call(part) for part in x.split(13)]), batch)


@elementwise
@types
def test_derivative(entry, dtype):
    skip_unsupported(entry, dtype)
    if entry.backward is None:
        pytest.skip("PyTorch composes the derivative")
    from_output = entry.backward == "backward_from_output"
    for what, x in views(dtype).items():
        x = x.detach().requires_grad_()
        y = served(entry.call, x)
        dy = inputs(dtype, max(y.numel(), 40), seed=2)[: y.numel()].view(y.shape)
        (dx,) = served(torch.autograd.grad, y, x, dy)
        accuracy = None if from_output else "high"
        saved = y if from_output else x
        same_bits(dx, abi(entry.backward, entry.op, accuracy, [saved, dy], entry.params))
        # As from a sum, whose gradient is one number, expanded.
        y = entry.call(x)
        ones = torch.ones(y.shape, dtype=dtype)
        (dx,) = served(torch.autograd.grad, y, x, torch.ones((), dtype=dtype).expand(y.shape))
        same_bits(dx, abi(entry.backward, entry.op, accuracy, [saved, ones], entry.params))


@rows
@types
def test_rows(name, dtype):
    call = ROWS[name]
    for x in views(dtype).values():
        if not x.numel():
            continue
        for dim in range(-1, x.dim() - 1):
            y = served(call, x, dim)
            moved = x.movedim(dim, -1) if x.dim() else x.view(1)
            want = abi_rows(name, moved).view(moved.shape)
            same_bits(y, want.movedim(-1, dim) if x.dim() else want[0])
            assert y.is_contiguous()


@rows
def test_rows_into_out(name):
    x = inputs(torch.float32, 3000).nan_to_num(0, 3, -3).view(50, 60)
    out = torch.empty(60, 50).t()
    served(getattr(torch.ops.aten, "_" + name).out, x, 1, False, out=out)
    same_bits(out, abi_rows(name, x))


@rows
@pytest.mark.parametrize("dim", [0, 1, 2])
def test_rows_derivative(name, dim):
    x = torch.randn(7, 11, 13, dtype=torch.float64, requires_grad=True)
    assert served(torch.autograd.gradcheck, lambda x: ROWS[name](x, dim), (x,))


def test_no_choice_is_no_call():
    x = inputs(torch.float32, 100)
    with simdact_torch.disable():
        before = simdact_torch.calls()
        stock = [entry.call(x) for entry in ELEMENTWISE]
        assert simdact_torch.calls() == before
    torch.testing.assert_close(stock[0], torch.exp(x), equal_nan=True)


def test_the_elements_of_a_sparse_tensor_are_served():
    assert served(torch.tanh, torch.eye(4).to_sparse()).is_sparse


def test_what_the_library_does_not_take_is_pytorchs():
    before = simdact_torch.calls()
    assert torch.exp(torch.arange(5)).dtype == torch.float32
    assert torch.tanh(torch.randn(4, dtype=torch.complex64)).dtype == torch.complex64
    assert torch.sigmoid(torch.quantize_per_tensor(torch.randn(4), 0.1, 0, torch.quint8)).is_quantized
    assert torch.nn.functional.gelu(torch.empty(4, device="meta")).device.type == "meta"
    assert torch.exp(torch.randn(4, names=("n",))).names == ("n",)
    out = torch.empty(4, dtype=torch.float64)
    torch.exp(torch.ones(4), out=out)
    assert out.dtype == torch.float64 and out[0] == pytest.approx(2.718281828, rel=1e-6)
    x = torch.randn(4)
    torch.testing.assert_close(torch.nn.functional.softplus(x, threshold=-100), x)
    with pytest.raises(RuntimeError):
        torch.nn.functional.gelu(x, approximate="other")
    assert simdact_torch.calls() == before
