# SPDX-License-Identifier: MIT
"""Derivatives: those that the kernels compute, and wrong ones to put in their place, to see what they cost."""

import torch
from torch import nn

from simdact_torch.nn import Activation


def derivative(activation, z):
    """f'(z); of several inputs of a unit that of the one which passes."""
    with torch.enable_grad():
        z = z.detach().requires_grad_()
        y = activation(z)
        (slope,) = torch.autograd.grad(y.sum(), z)
    return slope.view(*y.shape, -1).sum(-1)


# What implementations got wrong: the derivative of an approximation to f, a tail that is lost, a factor or a term forgotten.
# {activation: {what the derivative is: a function of the activation and its input}}
FAULTS = {
    "sigmoid": {"without 1 - s": lambda f, z: f(z)},
    "gelu": {
        "of gelu_tanh": lambda f, z: derivative(Activation("gelu_tanh", accuracy=f.accuracy), z),
        "0 below -5": lambda f, z: derivative(f, z).masked_fill(z < -5, 0),
        "5 % too large": lambda f, z: 1.05 * derivative(f, z),
        "without x phi": lambda f, z: torch.special.ndtr(z),
    },
}


class Replaced(torch.autograd.Function):
    """f, whose gradient is that of another slope."""

    @staticmethod
    def forward(ctx, z, f, slope):
        ctx.save_for_backward(z)
        ctx.f, ctx.slope = f, slope
        return f(z)

    @staticmethod
    def backward(ctx, gradient):
        (z,) = ctx.saved_tensors
        return gradient * ctx.slope(ctx.f, z), None, None


class Faulty(nn.Module):
    """An activation with one of the FAULTS."""

    def __init__(self, f, slope):
        super().__init__()
        self.f, self.slope = f, slope

    def forward(self, z):
        return Replaced.apply(z, self.f, self.slope)
