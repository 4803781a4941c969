# SPDX-License-Identifier: MIT
"""The networks, and the activations that are put into them: each as PyTorch has it and as the library does."""

from typing import Callable, NamedTuple

import torch
from torch import nn
from torch.nn import functional

import simdact_torch
from simdact_torch.nn import Activation as Ours

from .data import CLASSES, SIDE
from .slopes import FAULTS, Faulty

KINDS = ("stock", "simdact")
# The widths of the hidden layers.
NETWORKS = {"mlp": (256, 128, 64), "deep": (64,) * 19}
# At four times this rate elu and maxout diverge in the deep one.
RATES = {"mlp": 0.02, "deep": 0.005}


class Maxout(nn.Module):
    """The larger of each two neighbours."""

    def __init__(self, largest):
        super().__init__()
        self.largest = largest

    def forward(self, x):
        return self.largest(x.unflatten(-1, (-1, 2)))


class LearnedSwish(nn.Module):
    """x s(beta x), where beta is a parameter of the layer."""

    def __init__(self, sigmoid):
        super().__init__()
        self.sigmoid, self.beta = sigmoid, nn.Parameter(torch.ones(()))

    def forward(self, x):
        return x * self.sigmoid(self.beta * x)


class Entry(NamedTuple):
    """An activation: the library's function (of which a page of the docs tells), the two kinds of it, how many inputs a unit
    has, and the mean square of a weight times the number of its unit's inputs, at the beginning."""

    op: str
    stock: Callable
    simdact: Callable
    pieces: int = 1
    gain: float = 2.0


def entry(op, stock, gain=2.0):
    return Entry(op, stock, lambda accuracy: Ours(op, accuracy=accuracy), gain=gain)


# He's weights, of mean square 2 / n, for all, so that they differ in their activation alone. But maxout, as the larger of two
# inputs has their mean square itself, and selu, whose constants are made for it, have 1 / n.
ACTIVATIONS = {
    "sigmoid": entry("sigmoid", nn.Sigmoid),
    "tanh": entry("tanh", nn.Tanh),
    "relu": entry("relu", nn.ReLU),
    "leaky_relu": entry("leaky_relu", nn.LeakyReLU),
    "prelu": Entry("prelu", nn.PReLU, lambda accuracy: simdact_torch.nn.PReLU()),
    "elu": entry("elu", nn.ELU),
    "selu": entry("selu", nn.SELU, gain=1.0),
    "softplus": entry("softplus", nn.Softplus),
    "swish": entry("swish", nn.SiLU),
    "swish, learned": Entry(
        "swish",
        lambda: LearnedSwish(torch.sigmoid),
        lambda accuracy: LearnedSwish(Ours("sigmoid", accuracy=accuracy)),
    ),
    "mish": entry("mish", nn.Mish),
    "gelu": entry("gelu", nn.GELU),
    "hard_swish": entry("hard_swish", nn.Hardswish),
    "maxout": Entry(
        "maxout",
        lambda: Maxout(lambda x: x.max(-1).values),
        lambda accuracy: Maxout(lambda x: torch.ops.simdact.maxout(x, -1)),
        pieces=2,
        gain=1.0,
    ),
}


def made(activation, kind, accuracy):
    """The activation of a layer: of one of the KINDS, or with one of its FAULTS."""
    chosen = ACTIVATIONS[activation]
    if kind == "stock":
        return chosen.stock()
    ours = chosen.simdact(accuracy)
    return ours if kind == "simdact" else Faulty(ours, FAULTS[activation][kind])


class Network(nn.Module):
    """Linear layers with an activation after each but the last, whose outputs are the logarithms of probabilities."""

    def __init__(self, widths, activation, kind, accuracy, seed):
        super().__init__()
        torch.manual_seed(seed)
        chosen, inputs = ACTIVATIONS[activation], (SIDE * SIDE, *widths)
        outputs = [width * chosen.pieces for width in widths] + [CLASSES]
        self.linear = nn.ModuleList(map(nn.Linear, inputs, outputs))
        for layer in self.linear:
            nn.init.normal_(layer.weight, std=(chosen.gain / layer.in_features) ** 0.5)
            nn.init.zeros_(layer.bias)
        self.activation = nn.ModuleList(made(activation, kind, accuracy) for _ in widths)
        self.stock, self.accuracy = kind == "stock", accuracy

    def hidden(self, x):
        """The inputs and the outputs of each activation."""
        for linear, activation in zip(self.linear, self.activation):
            z = linear(x)
            x = activation(z)
            yield z, x

    def forward(self, x):
        for _, x in self.hidden(x):
            pass
        logits = self.linear[-1](x)
        if self.stock:
            return functional.log_softmax(logits, -1)
        return torch.ops.simdact.log_softmax(logits, -1, accuracy=self.accuracy)
