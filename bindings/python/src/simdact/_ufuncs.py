# SPDX-License-Identifier: MIT
"""The ufuncs: every function of the library in every form that it comes in."""

import re
from typing import NamedTuple

import numpy as np

from simdact import _core
from simdact._cards import CARDS
from simdact._names import ALIASES, PARAMETERS

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
)


class Function(NamedTuple):
    """A function under one of its names."""

    name: str
    op: int
    formula: str
    parameters: tuple
    defaults: tuple
    has_from_output: bool


def functions():
    """Every function of the library, then those that are further names for one."""
    found = {}
    for op, name, defaults, has_from_output in _core.ops():
        formula, count = CARDS[name]
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


def bounds_table(function, form):
    """The proven bounds in ulp, a line for each accuracy."""
    lines = []
    for accuracy in _core.accuracies():
        bounds = [_core.bound(function.op, np.dtype(t).num, accuracy, form.bound) for t in TYPES]
        cells = "".join(f"{'none' if b is None else format(b, '.4g'):>10}" for b in bounds)
        lines.append(f"    {accuracy:8}{cells}")
    return "    " + " " * 8 + "".join(f"{t:>10}" for t in TYPES) + "\n" + "\n".join(lines)


def document(function, form):
    """A docstring. NumPy puts the ufunc's call in front of it."""
    name = function.name + form.suffix
    parts = [form.summary.format(name=name, formula=function.formula)]
    keywords = [f"{p}={d:.6g}" for p, d in zip(function.parameters, function.defaults)]
    if form.has_accuracy:
        keywords.append("accuracy=None")
    call = ", ".join((*form.arguments, *(["*", *keywords] if keywords else [])))
    parts.append(f"Called as {name}({call}), with the keywords of every ufunc.")
    lines = [f"{', '.join(form.arguments)} : array_like of {', '.join(TYPES)}, or what NumPy makes one of"]
    lines += [f"{p} : float, default {d:.6g}" for p, d in zip(function.parameters, function.defaults)]
    if form.has_accuracy:
        lines.append("accuracy : " + ", ".join(f'"{a}"' for a in _core.accuracies()))
        lines.append("    None: that of simdact.accuracy(...) around the call, or simdact.default_accuracy()")
    parts.append("Parameters\n----------\n" + "\n".join(lines))
    if form.bound is not None:
        what = "f'" if form.bound else "the function"
        kept = f"The largest error of {what} over every finite input"
        at = " at default parameters" if function.parameters else ""
        parts.append(f"{kept}{at}, in ulp, by accuracy:\n\n{bounds_table(function, form)}")
    return "\n\n".join(parts)


def make():
    """({name: ufunc}, {name: (op, whether it is a derivative)} of those whose bound is known, {name: (function, form)})."""
    ufuncs, bounds, entries = {}, {}, {}
    for function in functions():
        for form in FORMS:
            if form.kind == "backward_from_output" and not function.has_from_output:
                continue
            name = function.name + form.suffix
            ufuncs[name] = _core.make(
                form.kind, function.op, name, document(function, form), function.parameters, function.defaults
            )
            entries[name] = (function, form)
            if form.bound is not None:
                bounds[name] = (function.op, form.bound)
    return ufuncs, bounds, entries


UFUNCS, BOUNDS, ENTRIES = make()
