#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Coefficients for which every result in f16 or bf16 is correctly rounded: half_fit.py FORMAT DEGREE TOP OFFSET LAST
prints those of tanh on [0, TOP] in eight segments, the half octaves of u slope + OFFSET, slope = (LAST - OFFSET) / TOP.

A result is correctly rounded if the polynomial's value lies between the middles of the number that it must round to and
its two neighbours: for each input two linear inequalities in the coefficients. Of the coefficients that satisfy them
all, these are farthest from the middles, in units of the last place, by what is printed for each segment. Where the
roundings of the evaluation in float still take a result beyond one, it is kept farther off and all is solved again. A
fit that is best in absolute or relative error needs a degree more.
"""

import sys

import numpy as np
from scipy.optimize import linprog

DIGITS = {"f16": (11, -14), "bf16": (8, -126)}
EDGES = [1, 1.5, 2, 3, 4, 6, 8, 12, 16]


def numbers(form, low, high):
    """The positive numbers of the format in (low, high]."""
    bits = np.arange(1, 0x7C00 if form == "f16" else 0x7F80, dtype=np.uint16)
    values = bits.view(np.float16) if form == "f16" else (bits.astype(np.uint32) << 16).view(np.float32)
    values = values.astype(np.float64)
    return values[(low < values) & (values <= high)]


def middles(form, t):
    """The ends of the interval that rounds to the same number as t > 0, and the spacing there."""
    digits, least = DIGITS[form]
    exponent = np.maximum(np.frexp(t)[1] - 1, least)
    unit = np.ldexp(1.0, exponent - (digits - 1))
    whole = np.rint(t / unit)
    at_power = (whole == 1 << (digits - 1)) & (exponent > least)
    return (whole - np.where(at_power, 0.25, 0.5)) * unit, (whole + 0.5) * unit, unit


def solve(u, low, high, unit, powers):
    """The coefficients of the powers of u that keep farthest from low and high, and how far that is."""
    scale = u.max()
    terms = np.stack([(u / scale) ** k for k in powers], 1) / unit[:, None]
    ones = np.ones((len(u), 1))
    sides = np.vstack([np.hstack([terms, ones]), np.hstack([-terms, ones])])
    bounds = [(None, None)] * len(powers) + [(None, 0.5)]
    limits = np.concatenate([high, -low]) / np.concatenate([unit, unit])
    found = linprog([0] * len(powers) + [-1], A_ub=sides, b_ub=limits, bounds=bounds, method="highs")
    return found.x[-1], [float(np.float32(c / scale**k)) for k, c in zip(powers, found.x)]


def in_float(u, c, powers):
    """The polynomial by Horner's rule in float. The double sum before its rounding is as good as an FMA's here."""
    p = np.full(len(u), c[-1])
    for value in reversed(c[:-1] if powers[0] == 0 else [0.0] + c[:-1]):
        p = np.float32(p * u + value).astype(np.float64)
    return p


def fit(u, low, high, unit, powers):
    """The same with every result right in float; no coefficients where that is not found."""
    inner_low, inner_high = low.copy(), high.copy()
    for _ in range(100):
        margin, c = solve(u, inner_low, inner_high, unit, powers)
        y = in_float(u, c, powers)
        below, above = y <= low, y >= high
        if not below.any() and not above.any():
            return margin, c
        inner_low[below] += 2 * (low - y)[below] + 2.0**-24 * low[below]
        inner_high[above] -= 2 * (y - high)[above] + 2.0**-24 * high[above]
    return margin, None


def main():
    form, degree = sys.argv[1], int(sys.argv[2])
    top, offset, last = (float(a) for a in sys.argv[3:6])
    u = numbers(form, 2.0**-24, top)
    t = np.tanh(u)
    low, high, unit = middles(form, t)
    high = np.where(low >= 1 - unit, 1 + 2 * unit, high)  # at 1 from both sides
    segment = np.searchsorted(EDGES, u * ((last - offset) / top) + offset, side="right") - 1
    columns = [[0.0] * 8 for _ in range(degree + 1)]
    for j in range(8):
        mine = segment == j
        # A lower degree has smaller coefficients, and so smaller roundings.
        for top_power in range(2, degree + 1):
            powers = range(1 if j == 0 else 0, top_power + 1)
            margin, c = fit(u[mine], low[mine], high[mine], unit[mine], powers)
            if c is not None:
                break
        else:
            sys.exit(f"no coefficients found for segment {j}")
        print(f"// segment {j}: {margin:.5f} ulp, degree {powers[-1]}")
        for k, value in zip(powers, c):
            columns[k][j] = value
    for k, column in enumerate(columns):
        print(f"c{k} = [|{', '.join(value.hex() for value in column)}|];")


if __name__ == "__main__":
    main()
