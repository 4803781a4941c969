# SPDX-License-Identifier: MIT
"""Activation functions for PyTorch on the CPU.

enable() lets the library serve PyTorch's own functions, of float32, float64, float16 and bfloat16: each with the most
accurate kernels that are not slower than PyTorch's, as measured (choices() tells which), or with those of the accuracy
that is asked for. disable() ends it. Programs need no other change. torch.ops.simdact has every function of the library
as an operator, and simdact_torch.nn modules; they serve compiled code too.

Where enable() serves, a result depends on the element's own bits and the parameters alone: not on its neighbours, the
strides, the threads or the machine. The environment variable SIMDACT_TORCH=0 switches everything but the operators
off."""

import torch  # loads the libraries that _core is linked with, which may be in PyTorch's own folder

from simdact_torch import _core
from simdact_torch import _operators
from simdact_torch._choice import DTYPES, FUNCTIONS, calls, choices, disable, enable

__version__ = _core.version
accuracies = tuple(name for name, _ in _core.accuracies())

_operators.define_all()

from simdact_torch import nn  # needs the operators


__all__ = ["DTYPES", "FUNCTIONS", "accuracies", "calls", "choices", "disable", "enable", "nn"]
