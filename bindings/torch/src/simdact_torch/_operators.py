# SPDX-License-Identifier: MIT
"""The schemas of torch.ops.simdact."""

from simdact_torch import _core
from simdact_torch._cards import CARDS
from simdact_torch._names import GATED, functions

ACCURACY = 'str accuracy="high"'
# The forms of an elementwise function: kind, suffix, tensors and dimension, results.
FORMS = (
    ("forward", "", "Tensor x", "Tensor"),
    ("backward", "_backward", "Tensor x, Tensor dy", "Tensor"),
    ("backward_from_output", "_backward_from_output", "Tensor y, Tensor dy", "Tensor"),
    ("gated", "_gated", "Tensor gate, Tensor up", "Tensor"),
    ("gated_backward", "_gated_backward", "Tensor gate, Tensor up, Tensor dy", "(Tensor, Tensor)"),
    ("bias", "_bias", "Tensor x, Tensor bias, int dim=-1", "Tensor"),
    ("bias_backward", "_bias_backward", "Tensor x, Tensor bias, Tensor dy, int dim=-1", "(Tensor, Tensor)"),
)
# What is no function of one element: kind and name, arguments, results.
OTHERS = (
    ("prelu", "Tensor x, Tensor weight, int dim=1", "Tensor"),
    ("prelu_backward", "Tensor x, Tensor weight, Tensor dy, int dim=1", "(Tensor, Tensor)"),
    ("maxout", "Tensor x, int dim=-1", "Tensor"),
    ("maxout_backward", "Tensor x, Tensor dy, int dim=-1", "Tensor"),
    ("softmax", "Tensor x, int dim=-1, *, float scale=1.0, " + ACCURACY, "Tensor"),
    ("softmax_backward", "Tensor y, Tensor dy, int dim=-1, *, float scale=1.0", "Tensor"),
    ("log_softmax", "Tensor x, int dim=-1, *, float scale=1.0, " + ACCURACY, "Tensor"),
    ("log_softmax_backward", "Tensor y, Tensor dy, int dim=-1, *, float scale=1.0", "Tensor"),
)


def elementwise():
    """(kind, op, defaults, name, schema) of every function in every form."""
    ops = [entry for entry in _core.functions() if entry[1] in CARDS]
    found = {function.name: function for function in functions(ops, CARDS)}
    names = [(f, f.name, "") for f in found.values()] + [(found[of], name, "_gated") for name, of in GATED.items()]
    for f, name, without in names:
        for kind, suffix, tensors, results in FORMS:
            if not suffix.startswith(without) or kind == "backward_from_output" and not f.has_from_output:
                continue
            own = name + suffix[len(without) :]
            keywords = [f"float {p}={d!r}" for p, d in zip(f.parameters, f.defaults)]
            if kind != "backward_from_output":
                keywords.append(ACCURACY)
            arguments = ", ".join([tensors, "*", *keywords]) if keywords else tensors
            yield kind, f.op, f.defaults, own, f"{own}({arguments}) -> {results}"


def define_all():
    for entry in elementwise():
        _core.define(*entry)
    for name, arguments, results in OTHERS:
        _core.define(name, 0, (0.0, 0.0), name, f"{name}({arguments}) -> {results}")
