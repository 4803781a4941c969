# SPDX-License-Identifier: MIT
"""The ufuncs: every function of the library in every form that it comes in."""

from typing import NamedTuple

import numpy as np

from simdact import _core
from simdact._cards import CARDS
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


GATED_BITS = "The bits of f followed by a multiplication, rounded once to the type at the end."
FORMS = (
    Form("forward", "", ("x",), ("y",), "{name}(x) = {formula}", bound=0),
    Form(
        "backward",
        "_backward",
        ("x", "dy"),
        ("dx",),
        "dx = dy f'(x), the derivative of f(x) = {formula}",
        bound=1,
    ),
    Form(
        "backward_from_output",
        "_backward_from_output",
        ("y", "dy"),
        ("dx",),
        "dx = dy f'(x), computed from the saved output y = f(x) = {formula}\n\n"
        "f' is correctly rounded as a function of y (of celu: within 1 ulp), and as a derivative of x as inaccurate as\n"
        "y is a memory of x.",
        has_accuracy=False,
    ),
    Form("gated", "_gated", ("gate", "up"), ("y",), "y = f(gate) up, f(x) = {formula}\n\n" + GATED_BITS),
    Form(
        "gated_backward",
        "_gated_backward",
        ("gate", "up", "dy"),
        ("dgate", "dup"),
        "(dgate, dup) = ((dy up) f'(gate), dy f(gate)), f(x) = {formula}",
    ),
)

ROWS = "\n\nalong an axis, with t = scale x"
EMPTY = (
    "\n\nA row with a NaN, or where t is +inf, is all NaN. One that is -inf throughout is too, or 0 with empty_is_zero."
)
ROW_FORMS = {
    "softmax": "y = e^(t - max t) / sum of e^(t - max t)",
    "log_softmax": "y = t - max t - ln(sum of e^(t - max t))",
}
ROW_DERIVATIVES = {
    "softmax": "dx = scale y (dy - sum of y dy), from the output y of softmax, along an axis",
    "log_softmax": "dx = scale (dy - e^y sum of dy), from the output y of log_softmax, along an axis",
}


def bounds_table(function, form):
    """The proven bounds in ulp, a line for each accuracy."""
    lines = []
    for accuracy in _core.accuracies():
        bounds = [_core.bound(function.op, np.dtype(t).num, accuracy, form.bound) for t in TYPES]
        cells = "".join(f"{'none' if b is None else format(b, '.4g'):>10}" for b in bounds)
        lines.append(f"    {accuracy:8}{cells}")
    return "    " + " " * 8 + "".join(f"{t:>10}" for t in TYPES) + "\n" + "\n".join(lines)


def show(value):
    """A default as documentation has it."""
    return str(value) if isinstance(value, bool) else f"{value:.6g}"


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
        what = "f'" if form.bound else "the function"
        kept = f"The largest error of {what} over every finite input"
        at = " at default parameters" if function.parameters else ""
        parts.append(f"{kept}{at}, in ulp, by accuracy:\n\n{bounds_table(function, form)}")
    return "\n\n".join(parts)


def row_entries():
    """{name: (function, form)} of what works on whole rows."""
    scale = Function("", 0, "", ("scale",), (1.0, 0.0), False)
    policy = scale._replace(parameters=("scale", "empty_is_zero"), defaults=(1.0, False))
    entries = {}
    for name, formula in ROW_FORMS.items():
        plain = Form(name, "", ("x",), ("y",), formula + ROWS + EMPTY, on_rows=True)
        masked = Form("masked_" + name, "", ("x", "mask"), ("y",), formula + ROWS + " + mask" + EMPTY, on_rows=True)
        derivative = Form(name + "_backward", "", ("y", "dy"), ("dx",), ROW_DERIVATIVES[name], None, False, True)
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
