# SPDX-License-Identifier: MIT
"""What the documentation of NumPy's functions and of PyTorch's operators says alike."""

GATED_BITS = "The bits of f followed by a multiplication, rounded once to the type at the end."
# By the kind of call: what it computes.
SUMMARIES = {
    "forward": "{name}(x) = {formula}",
    "backward": "dx = dy f'(x), the derivative of f(x) = {formula}",
    "backward_from_output": "dx = dy f'(x), computed from the saved output y = f(x) = {formula}\n\n"
    "f' is correctly rounded as a function of y (of celu: within 1 ulp), and as a derivative of x as inaccurate as\n"
    "y is a memory of x.",
    "gated": "y = f(gate) up, f(x) = {formula}\n\n" + GATED_BITS,
    "gated_backward": "(dgate, dup) = ((dy up) f'(gate), dy f(gate)), f(x) = {formula}",
}

EMPTY = "A row with a NaN, or where t is +inf, is all NaN. One that is -inf throughout is too"
ROW_FORMS = {
    "softmax": "y = e^(t - max t) / sum of e^(t - max t)",
    "log_softmax": "y = t - max t - ln(sum of e^(t - max t))",
}
ROW_DERIVATIVES = {
    "softmax": "dx = scale y (dy - sum of y dy), from the output y of softmax",
    "log_softmax": "dx = scale (dy - e^y sum of dy), from the output y of log_softmax",
}


def show(value):
    """A default as documentation has it."""
    return str(value) if isinstance(value, bool) else f"{value:.6g}"


def bounds(bound, function, types, accuracies, of_derivative):
    """The bounds in ulp as a table, a line for each accuracy. bound(type, accuracy): None where there is no kernel."""
    found = {accuracy: [bound(t, accuracy) for t in types] for accuracy in accuracies}
    lines = ["    " + " " * 8 + "".join(f"{t:>10}" for t in types)]
    for accuracy, row in found.items():
        lines.append(f"    {accuracy:8}" + "".join(f"{'none' if b is None else format(b, '.4g'):>10}" for b in row))
    table = "\n".join(lines)
    if found["relaxed"] != found["fast"]:
        table += "\n\nThat of relaxed, where it is not fast's, is in ulp of the larger of |x| and |f(x)|."
    what = "f'" if of_derivative else "the function"
    at = " at default parameters" if function.parameters else ""
    return f"The largest error of {what} over every finite input{at}, in ulp, by accuracy:\n\n{table}"
