# SPDX-License-Identifier: MIT
"""The schemas of torch.ops.simdact, and what its operators' __doc__ says."""

from typing import NamedTuple

import torch

from simdact_torch import _core
from simdact_torch._cards import CARDS
from simdact_torch._documents import EMPTY, ROW_DERIVATIVES, ROW_FORMS, SUMMARIES, bounds
from simdact_torch._names import GATED, Function, functions

ACCURACY = 'str accuracy="high"'
TYPES = _core.dtypes()
ACCURACIES = [name for name, _ in _core.accuracies()]


class Form(NamedTuple):
    """A form that functions come in: the kind of call, what is added to the name, tensors and dimension, results."""

    kind: str
    suffix: str
    arguments: str
    results: str
    summary: str
    shapes: str
    has_accuracy: bool = True


ANY = "at any strides, in any memory format"
GATED_SHAPES = "gate and up are of one shape, any"
CHANNELS = "x is of any shape; {} has one element for each index of x along dim, or one for all"
SUMS = "the sums of {} along the other dimensions"
FORMS = (
    Form("forward", "", "Tensor x", "Tensor", SUMMARIES["forward"], f"x is of any shape, {ANY}"),
    Form(
        "backward",
        "_backward",
        "Tensor x, Tensor dy",
        "Tensor",
        SUMMARIES["backward"],
        f"x and dy are of one shape, {ANY}",
    ),
    Form(
        "backward_from_output",
        "_backward_from_output",
        "Tensor y, Tensor dy",
        "Tensor",
        SUMMARIES["backward_from_output"],
        f"y and dy are of one shape, {ANY}",
        False,
    ),
    Form("gated", "_gated", "Tensor gate, Tensor up", "Tensor", SUMMARIES["gated"], GATED_SHAPES),
    Form(
        "gated_backward",
        "_gated_backward",
        "Tensor gate, Tensor up, Tensor dy",
        "(Tensor, Tensor)",
        SUMMARIES["gated_backward"],
        GATED_SHAPES + ", and so is dy",
    ),
    Form(
        "bias",
        "_bias",
        "Tensor x, Tensor bias, int dim=-1",
        "Tensor",
        "y = f(x + bias), f(x) = {formula}\n\nThe bits of an addition followed by f.",
        CHANNELS.format("bias"),
    ),
    Form(
        "bias_backward",
        "_bias_backward",
        "Tensor x, Tensor bias, Tensor dy, int dim=-1",
        "(Tensor, Tensor)",
        f"(dx, dbias) = (dy f'(x + bias), {SUMS.format('dx')}), f(x) = {{formula}}",
        CHANNELS.format("bias") + "; dy is of x's shape",
    ),
)
ALONG = "of any shape; the rows lie along dim"
PRELU = "x where x > 0, otherwise weight x"
# What is no function of one element, under its own name.
OTHERS = (
    Form("prelu", "", "Tensor x, Tensor weight, int dim=1", "Tensor", f"y = {PRELU}", CHANNELS.format("weight"), False),
    Form(
        "prelu_backward",
        "",
        "Tensor x, Tensor weight, Tensor dy, int dim=1",
        "(Tensor, Tensor)",
        "(dx, dweight): dx = dy where x > 0, otherwise weight dy; dweight: " + SUMS.format("x dy where x <= 0"),
        CHANNELS.format("weight") + "; dy is of x's shape",
        False,
    ),
    Form(
        "maxout",
        "",
        "Tensor x, int dim=-1",
        "Tensor",
        "The largest along dim; NaN where one is",
        "x is of any shape; the result lacks dim",
        False,
    ),
    Form(
        "maxout_backward",
        "",
        "Tensor x, Tensor dy, int dim=-1",
        "Tensor",
        "dy at the first of the largest along dim, 0 elsewhere; NaN where one is",
        "x is of any shape; dy lacks dim",
        False,
    ),
    *(
        Form(name, "", "Tensor x, int dim=-1", "Tensor", f"{formula}, t = scale x\n\n{EMPTY}.", "x is " + ALONG)
        for name, formula in ROW_FORMS.items()
    ),
    *(
        Form(
            name + "_backward", "", "Tensor y, Tensor dy, int dim=-1", "Tensor", formula, "y and dy are " + ALONG, False
        )
        for name, formula in ROW_DERIVATIVES.items()
    ),
)
SCALE = Function("", 0, "", ("scale",), (1.0, 0.0), False)
NOTHING = SCALE._replace(parameters=())


def entries():
    """(function, form, name) of every operator."""
    ops = [entry for entry in _core.functions() if entry[1] in CARDS]
    found = {function.name: function for function in functions(ops, CARDS)}
    names = [(f, f.name, "") for f in found.values()] + [(found[of], name, "_gated") for name, of in GATED.items()]
    for f, name, without in names:
        for form in FORMS:
            if form.suffix.startswith(without) and (form.kind != "backward_from_output" or f.has_from_output):
                yield f, form, name + form.suffix[len(without) :]
    for form in OTHERS:
        yield SCALE if "softmax" in form.kind else NOTHING, form, form.kind


def keywords(function, form):
    """What an operator takes by keyword, as its schema has it."""
    found = [f"float {p}={d!r}" for p, d in zip(function.parameters, function.defaults)]
    return found + [ACCURACY] * form.has_accuracy


def schema(function, form, name):
    given = keywords(function, form)
    arguments = ", ".join([form.arguments, "*", *given]) if given else form.arguments
    return f"{name}({arguments}) -> {form.results}"


def bounds_of(function, of_derivative):
    def bound(dtype, accuracy):
        return _core.bound(function.op, TYPES.index(dtype) + 1, ACCURACIES.index(accuracy), of_derivative)

    return bounds(bound, function, TYPES, ACCURACIES, of_derivative)


def document(function, form, name):
    parts = [form.summary.format(name=name, formula=function.formula), schema(function, form, name)]
    parts.append(
        f"Shapes: {form.shapes}.\nTypes: float32, float64, float16 or bfloat16, one for all tensors, on the CPU."
    )
    if form.kind in ("forward", "backward"):
        parts.append(bounds_of(function, form.kind == "backward"))
    elif form.has_accuracy:
        parts.append(f"accuracy: {', '.join(ACCURACIES)}.")
    if not form.kind.endswith("backward") and form.kind != "backward_from_output":
        best = ' Where the derivative has no kernel of the accuracy, it is "high".' if form.has_accuracy else ""
        parts.append("Differentiable once." + best)
    return "\n\n".join(parts)


def define_all():
    for function, form, name in entries():
        _core.define(form.kind, function.op, function.defaults, name, schema(function, form, name))
        getattr(torch.ops.simdact, name).__doc__ = document(function, form, name)
