#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The coefficients that fast_tanh_shrink.sollya begins with: prints those of P and Q, polynomials in w = u^2, lowest
first, where u - tanh u = u w Q(w) / (w Q(w) + P(w)) on [0, TOP]. P(0) is 3 and Q(0) is 1.

P / Q stands for D = w tanh u / (u - tanh u), and the relative error of the result is that of w Q + P. The largest is
made as small as it can be. For a given largest error that is linear in the coefficients; the error is found by halving.
"""

import numpy as np
from scipy.optimize import linprog

TOP, POINTS, DEGREES = 7.5, 600, (4, 3)
# The solver lets constraints fail by 1e-10, which is not little beside the error.
SCALE = 1e3


def samples():
    """u at Chebyshev's points, and D there: near 0 from the series of u - tanh u, which cancels."""
    u = TOP / 2 * (1 - np.cos(np.pi * (np.arange(POINTS) + 0.5) / POINTS))
    u = u[u > 0.02]
    w = u**2
    series = u**3 * np.polyval([-21844 / 6081075, 1382 / 155925, -62 / 2835, 17 / 315, -2 / 15, 1 / 3], w)
    return u, w * np.tanh(u) / np.where(u < 0.3, series, u - np.tanh(u))


def fit(u, d, largest):
    """The coefficients of P and Q with errors up to the largest, as polynomials in w / TOP^2; none if none has."""
    of_p, of_q = (((u / TOP)[:, None] ** 2) ** np.arange(degree + 1) for degree in DEGREES)
    weight = SCALE / (u**2 + d)[:, None]
    rows = [np.hstack([s * of_p * weight, -(s * d[:, None] * weight + SCALE * largest) * of_q]) for s in (1, -1)]
    unknowns = sum(DEGREES) + 2
    constants = np.zeros((2, unknowns))
    constants[0, 0] = constants[1, DEGREES[0] + 1] = 1
    found = linprog(
        np.zeros(unknowns),
        A_ub=np.vstack(rows),
        b_ub=np.zeros(2 * len(u)),
        A_eq=constants,
        b_eq=[3, 1],
        bounds=[(None, None)] * unknowns,
        method="highs-ds",
        options={"primal_feasibility_tolerance": 1e-10},
    )
    return found.x


def main():
    u, d = samples()
    low, high, best = 1e-12, 1e-2, None
    while high / low > 1.01:
        middle = np.sqrt(low * high)
        found = fit(u, d, middle)
        if found is None:
            low = middle
        else:
            high, best = middle, found
    for name, values in zip("PQ", np.split(best, [DEGREES[0] + 1])):
        numbers = ", ".join(f"{v:.10g}" for v in values / TOP ** (2 * np.arange(len(values))))
        print(f"{name} = [|{numbers}|];")


if __name__ == "__main__":
    main()
