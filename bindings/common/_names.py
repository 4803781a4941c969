# SPDX-License-Identifier: MIT
"""The names under which Python's users know the library's parameters and functions, NumPy's users and PyTorch's."""

import re
from typing import NamedTuple

# The others are called alpha and beta, as in the library.
PARAMETERS = {
    "softplus": ("beta",),
    "swish": ("beta",),
    "hard_tanh": ("min_val", "max_val"),
    "hard_shrink": ("lambd",),
    "soft_shrink": ("lambd",),
    "threshold": ("threshold", "value"),
    "softcap": ("cap",),
}

# name: (function, the parameters that it leaves open, the values of alpha and beta; None: the function's own)
ALIASES = {
    "silu": ("swish", (), None),
    "quick_gelu": ("swish", (), (1.702, 0.0)),
    "thresholded_relu": ("threshold", ("alpha",), (1.0, 0.0)),
}

# The gated forms that have a name of their own, and their functions.
GATED = {"swiglu": "swish", "geglu": "gelu", "reglu": "relu", "glu": "sigmoid"}


class Function(NamedTuple):
    """A function under one of its names."""

    name: str
    op: int
    formula: str
    parameters: tuple
    defaults: tuple
    has_from_output: bool


def functions(ops, cards):
    """Every function of the library, then those that are further names for one. ops: (id, name, defaults, whether there
    is a derivative from the output) of each; cards: {name: (formula, number of parameters)}."""
    found = {}
    for op, name, defaults, has_from_output in ops:
        formula, count = cards[name]
        parameters = PARAMETERS.get(name, ("alpha", "beta")[:count])
        if len(parameters) != count:
            raise ImportError(f"{name} has {count} parameters, not {parameters}")
        named = dict(zip(("alpha", "beta"), parameters))
        formula = re.sub(r"\b(alpha|beta)\b", lambda match: named.get(match[0], match[0]), formula)
        found[name] = Function(name, op, formula, parameters, defaults, has_from_output)
    for name, (of, parameters, defaults) in ALIASES.items():
        base = found[of]
        values = base.defaults if defaults is None else defaults
        fixed = ", ".join(f"{p} = {v:g}" for p, v in zip(base.parameters, values) if p not in parameters)
        formula = f"{of}(x)" + (f" with {fixed}" if not parameters else f" at threshold = alpha, value = {values[1]:g}")
        found[name] = Function(name, base.op, formula, parameters, values, base.has_from_output)
    return list(found.values())
