# SPDX-License-Identifier: MIT
"""Modules around torch.ops.simdact. They compute the same under torch.compile and torch.jit.trace."""

import torch

from simdact_torch._names import GATED


class Activation(torch.nn.Module):
    """Any function of the library: Activation("softcap", cap=50.0), Activation("gelu", accuracy="fast")."""

    def __init__(self, function, *, accuracy="high", **parameters):
        super().__init__()
        self.function, self.accuracy, self.parameters_given = function, accuracy, parameters
        self._call = getattr(torch.ops.simdact, function)

    def forward(self, x):
        return self._call(x, accuracy=self.accuracy, **self.parameters_given)

    def extra_repr(self):
        given = "".join(f", {name}={value}" for name, value in self.parameters_given.items())
        return f"{self.function!r}, accuracy={self.accuracy!r}{given}"

    def __getstate__(self):
        return {key: value for key, value in self.__dict__.items() if key != "_call"}

    def __setstate__(self, state):
        super().__setstate__(state)
        self._call = getattr(torch.ops.simdact, self.function)


class Gated(torch.nn.Module):
    """f(gate) up, where the halves of x along its last dimension are gate and up."""

    def __init__(self, function, *, accuracy="high"):
        super().__init__()
        self.function, self.accuracy = function, accuracy

    def forward(self, x):
        gate, up = x.chunk(2, dim=-1)
        return getattr(torch.ops.simdact, self.function)(gate, up, accuracy=self.accuracy)

    def extra_repr(self):
        return f"accuracy={self.accuracy!r}"


class SwiGLU(Gated):
    """swish(gate) up, where the halves of x along its last dimension are gate and up."""

    def __init__(self, *, accuracy="high"):
        super().__init__("swiglu", accuracy=accuracy)


class GeGLU(Gated):
    """gelu(gate) up, where the halves of x along its last dimension are gate and up."""

    def __init__(self, *, accuracy="high"):
        super().__init__("geglu", accuracy=accuracy)


class ReGLU(Gated):
    """relu(gate) up, where the halves of x along its last dimension are gate and up."""

    def __init__(self, *, accuracy="high"):
        super().__init__("reglu", accuracy=accuracy)


class Maxout(torch.nn.Module):
    """The largest of pieces linear functions: of x, ..., in_features, the result is ..., out_features."""

    def __init__(self, in_features, out_features, pieces=2, bias=True):
        super().__init__()
        self.linear = torch.nn.Linear(in_features, pieces * out_features, bias=bias)
        self.pieces = pieces

    def forward(self, x):
        return torch.ops.simdact.maxout(self.linear(x).unflatten(-1, (self.pieces, -1)), -2)

    def extra_repr(self):
        return f"pieces={self.pieces}"


class Softcap(Activation):
    """cap tanh(x / cap)"""

    def __init__(self, cap=30.0, *, accuracy="high"):
        super().__init__("softcap", accuracy=accuracy, cap=float(cap))


class PReLU(torch.nn.PReLU):
    """As torch.nn.PReLU."""

    def forward(self, x):
        return torch.ops.simdact.prelu(x, self.weight, 1 if x.dim() > 1 else -1)


class BiasAct(torch.nn.Module):
    """f(x + bias), one bias for each of the channels along dim."""

    def __init__(self, channels, function, *, dim=-1, accuracy="high", **parameters):
        super().__init__()
        self.bias = torch.nn.Parameter(torch.zeros(channels))
        self.function, self.dim, self.accuracy, self.parameters_given = function, dim, accuracy, parameters

    def forward(self, x):
        call = getattr(torch.ops.simdact, self.function + "_bias")
        return call(x, self.bias, self.dim, accuracy=self.accuracy, **self.parameters_given)

    def extra_repr(self):
        return f"{len(self.bias)}, {self.function!r}, dim={self.dim}, accuracy={self.accuracy!r}"


__all__ = ["Activation", "BiasAct", "Gated", "GeGLU", "Maxout", "PReLU", "ReGLU", "Softcap", "SwiGLU"]
