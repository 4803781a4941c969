# SPDX-License-Identifier: MIT
"""The ufuncs: every function of the library in every form that it comes in."""

from typing import NamedTuple

import numpy as np

from simdact import _core
from simdact._cards import CARDS
from simdact._documents import EMPTY, ROW_DERIVATIVES, ROW_FORMS, SUMMARIES, bounds, show
from simdact._names import GATED, Function, functions

try:
    import ml_dtypes
except ImportError:
    TYPES = ("float16", "float32", "float64")
else:
    _core.set_bfloat16(np.dtype(ml_dtypes.bfloat16).num)
    TYPES = ("float16", "bfloat16", "float32", "float64")


class Form(NamedTuple):
    """A form of a function: how it is called, what it gives, and the C ABI's kind of call."""

    kind: str
    suffix: str
    arguments: tuple
    outputs: tuple
    summary: str
    bound: int | None = None  # the C ABI's: 0 of f, 1 of f'
    has_accuracy: bool = True
    on_rows: bool = False


FORMS = (
    Form("forward", "", ("x",), ("y",), SUMMARIES["forward"], bound=0),
    Form("backward", "_backward", ("x", "dy"), ("dx",), SUMMARIES["backward"], bound=1),
    Form(
        "backward_from_output",
        "_backward_from_output",
        ("y", "dy"),
        ("dx",),
        SUMMARIES["backward_from_output"],
        has_accuracy=False,
    ),
    Form("gated", "_gated", ("gate", "up"), ("y",), SUMMARIES["gated"]),
    Form("gated_backward", "_gated_backward", ("gate", "up", "dy"), ("dgate", "dup"), SUMMARIES["gated_backward"]),
)

ALONG = ", along an axis"
ROWS = "\n\nalong an axis, with t = scale x"
EMPTY_ROWS = f"\n\n{EMPTY}, or 0 with empty_is_zero."


def document(function, form):
    """A docstring. NumPy puts the ufunc's call in front of it."""
    name = function.name + form.suffix
    parts = [form.summary.format(name=name, formula=function.formula)]
    keywords = [f"{p}={show(d)}" for p, d in zip(function.parameters, function.defaults)]
    keywords += ["accuracy=None"] * form.has_accuracy + ["axis=-1"] * form.on_rows
    call = ", ".join((*form.arguments, *(["*", *keywords] if keywords else [])))
    parts.append(f"Called as {name}({call}), with the keywords of every ufunc.")
    lines = [f"{', '.join(form.arguments)} : array_like of {', '.join(TYPES)}, or what NumPy makes one of"]
    for parameter, default in zip(function.parameters, function.defaults):
        lines.append(f"{parameter} : {type(default).__name__}, default {show(default)}")
    if form.has_accuracy:
        lines.append("accuracy : " + ", ".join(f'"{a}"' for a in _core.accuracies()))
        lines.append("    None: that of simdact.accuracy(...) around the call, or simdact.default_accuracy()")
    if form.on_rows:
        lines.append("axis : int, default -1")
    parts.append("Parameters\n----------\n" + "\n".join(lines))
    if form.bound is not None:
        bound = lambda type_name, accuracy: _core.bound(function.op, np.dtype(type_name).num, accuracy, form.bound)
        parts.append(bounds(bound, function, TYPES, _core.accuracies(), form.bound))
    return "\n\n".join(parts)


def row_entries():
    """{name: (function, form)} of what works on whole rows."""
    scale = Function("", 0, "", ("scale",), (1.0, 0.0), False)
    policy = scale._replace(parameters=("scale", "empty_is_zero"), defaults=(1.0, False))
    entries = {}
    for name, formula in ROW_FORMS.items():
        plain = Form(name, "", ("x",), ("y",), formula + ROWS + EMPTY_ROWS, on_rows=True)
        masked = Form(
            "masked_" + name, "", ("x", "mask"), ("y",), formula + ROWS + " + mask" + EMPTY_ROWS, on_rows=True
        )
        derivative = Form(
            name + "_backward", "", ("y", "dy"), ("dx",), ROW_DERIVATIVES[name] + ALONG, None, False, True
        )
        for form, function in ((plain, policy), (masked, policy), (derivative, scale)):
            entries[form.kind] = (function._replace(name=form.kind), form)
    return entries


def all_entries():
    """{name: (function, form)} of everything."""
    found = {function.name: function for function in functions(_core.ops(), CARDS)}
    forms = {form.kind: form for form in FORMS}
    entries = {}
    for function in found.values():
        for form in FORMS:
            if form.kind != "backward_from_output" or function.has_from_output:
                entries[function.name + form.suffix] = (function, form)
    for name, of in GATED.items():
        entries[name] = (found[of]._replace(name=name), forms["gated"]._replace(suffix=""))
        backward = forms["gated_backward"]._replace(suffix="_backward")
        entries[name + "_backward"] = (found[of]._replace(name=name), backward)
    return {**entries, **row_entries()}


def make(entries):
    """{name: ufunc}."""
    return {
        name: _core.make(form.kind, f.op, name, document(f, form), f.parameters, f.defaults)
        for name, (f, form) in entries.items()
    }


ENTRIES = all_entries()
UFUNCS = make(ENTRIES)
# The functions whose bound the library knows: the op, and whether it is that of f'.
BOUNDS = {name: (f.op, form.bound) for name, (f, form) in ENTRIES.items() if form.bound is not None}
