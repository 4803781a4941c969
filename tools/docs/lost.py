# SPDX-License-Identifier: MIT
"""What f'(x) loses when it is computed from the saved output y, with 60 decimal digits from the definitions."""

import math
from decimal import Decimal, localcontext

PLACES = (-16, -8, -4, -1, 1, 4, 8, 16)
SCALE = Decimal("1.0507009873554804934193349852946")  # selu's lambda, and lambda a
LOW = SCALE * Decimal("1.6732632423543772848170429916717")
# f and f' of x and e = e^x, and f' as a function of y.
FORMS = {
    "exp": (lambda x, e: e, lambda x, e: e, lambda y: y),
    "expm1": (lambda x, e: e - 1, lambda x, e: e, lambda y: y + 1),
    "tanh": (lambda x, e: (e - 1 / e) / (e + 1 / e), lambda x, e: 4 / (e + 1 / e) ** 2, lambda y: 1 - y * y),
    "sigmoid": (lambda x, e: e / (1 + e), lambda x, e: e / (1 + e) ** 2, lambda y: y - y * y),
    "elu": (lambda x, e: x if x > 0 else e - 1, lambda x, e: 1 if x > 0 else e, lambda y: 1 if y > 0 else y + 1),
    "selu": (
        lambda x, e: SCALE * x if x > 0 else LOW * (e - 1),
        lambda x, e: SCALE if x > 0 else LOW * e,
        lambda y: SCALE if y > 0 else y + LOW,
    ),
}


def nearest(value):
    """The float nearest to the value, and its ulp."""
    ulp = Decimal(2) ** max(math.frexp(value)[1] - 24, -149)
    return (value / ulp).to_integral_value() * ulp, ulp


def error(op, x):
    """In ulp of f'(x), that of the float nearest to f' of y, where y is the float nearest to f(x)."""
    with localcontext() as context:
        context.prec = 60
        f, derivative, of_output = FORMS[op]
        x, e = Decimal(x), Decimal(x).exp()
        (y, _), want = nearest(f(x, e)), derivative(x, e)
        return float(abs(nearest(of_output(y))[0] - want) / nearest(want)[1])
