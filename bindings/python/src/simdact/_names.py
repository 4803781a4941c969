# SPDX-License-Identifier: MIT
"""The names under which Python's users know the library's parameters and functions."""

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
