#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Coefficients for which every result in f16 or bf16 is correctly rounded: half_fit.py NAME prints
include/simdact/coef/NAME.hpp, half_fit.py NAME HEADER the same with that header's coefficients, checked anew.

A result is correctly rounded if it lies between the middles of the number that it must round to and its two
neighbours. It is a monotone function of a polynomial's value, so that this asks two linear inequalities of the
coefficients for each input. Of the coefficients that satisfy them all, these are farthest from the middles, in units
of the last place. Where the roundings of the evaluation in float still take a result beyond one, it is kept farther
off and all is solved again, or others are tried near by. A fit that is best in absolute or relative error needs a
degree more.
"""

import argparse
import math
import sys

import numpy as np
import scipy
from scipy.optimize import linprog

import half_problems
from half_problems import lanes, polynomial


def solve(u, low, high, unit, powers, problem):
    """The coefficients, of these powers of u, that keep farthest from low and high, and how far that is."""
    scale = np.abs(u).max()
    terms = np.stack([(u / scale) ** k for k in powers], 1) / unit[:, None]
    ones = np.ones((len(u), 1))
    sides = np.vstack([np.hstack([terms, ones]), np.hstack([-terms, ones])])
    bounds = [(None, None)] * len(powers) + [(None, 0.5)]
    constant = problem.constant
    limits = np.concatenate([high - constant, constant - low]) / np.concatenate([unit, unit])
    found = linprog([0] * len(powers) + [-1], A_ub=sides, b_ub=limits, bounds=bounds, method="highs")
    c = [constant] + [0.0] * problem.degree
    for k, x in zip(powers, found.x):
        c[k] = float(np.float32(x / scale**k))
    return found.x[-1], c


def wrong(problem, segment, c, among=None):
    """Whether the results of each input of the segment, or of those among them, are below or above what rounds
    correctly."""
    mine = np.flatnonzero(problem.segment() == segment)
    if among is not None:
        mine = mine[among]
    y = problem.value(c, mine)
    mended = problem.mended()[mine]
    low, high = problem.low[mine], problem.high[mine]
    below = (y < low) | (y == low) & ~np.broadcast_to(problem.low_is_right, problem.u.shape)[mine]
    above = (y > high) | (y == high) & ~np.broadcast_to(problem.high_is_right, problem.u.shape)[mine]
    return below & ~mended, above & ~mended


def search(problem, segment, c, scale):
    """Coefficients near c, by amounts of the roundings in the evaluation, for which every result is right; or none. The
    inputs whose results are nearest to a bound are tried first."""
    mine = np.flatnonzero(problem.segment() == segment)
    y = problem.value(c, mine)
    room = np.minimum(y - problem.low[mine], problem.high[mine] - y) / problem.unit[mine]
    hard = np.argsort(room, kind="stable")[:500]
    random = np.random.default_rng(1)
    size = np.array([2.0**-25 / scale**k if k >= problem.first_power else 0 for k in range(len(c))])
    best, pool = len(mine), [np.array(c)]
    for _ in range(20000):
        base = pool[random.integers(len(pool))]
        steps = size * random.standard_normal((100, len(c))) * random.choice([0.3, 1, 3, 8], (100, 1))
        trials = lanes(base + steps)
        counts = sum(side.sum(1) for side in wrong(problem, segment, list(trials.T[:, :, None]), hard))
        trial, count = trials[counts.argmin()], counts.min()
        if count == 0 and not any(side.any() for side in wrong(problem, segment, list(trial))):
            return list(trial)
        if count < best:
            best, pool = count, []
        if count <= best:
            pool = [*pool[-20:], trial]
    return None


def fit(problem, segment, top_power):
    """The coefficients for a segment and their margin; none where they are not found."""
    mine = problem.segment() == segment
    if not mine.any():
        return 0.5, [0.0] * (problem.degree + 1)
    u, unit = problem.u[mine], problem.p_unit[mine]
    low, high = problem.p_low[mine], problem.p_high[mine]
    lowest = segment == problem.segment().min()
    powers = range(problem.first_power if lowest else 0, top_power + 1)
    first = None
    for _ in range(20):
        margin, c = solve(u, low, high, unit, powers, problem)
        if margin < 0:
            break
        first = first or c
        below, above = wrong(problem, segment, c)
        if not below.any() and not above.any():
            return margin, c
        p = polynomial(u, c)
        low[below] = (p + 2.0**-24 * np.abs(p))[below]
        high[above] = (p - 2.0**-24 * np.abs(p))[above]
    searched = first and search(problem, segment, first, np.abs(u).max())
    return margin, searched


def fit_all(name, problem):
    """The coefficients for each segment. A lower degree has smaller ones, and so smaller roundings."""
    found = []
    for segment in range(problem.segments):
        for top_power in range(2, problem.degree + 1):
            margin, c = fit(problem, segment, top_power)
            if c:
                break
        else:
            sys.exit(f"{name}: no coefficients found for segment {segment}; the margin is {margin:.6f} ulp")
        found.append(c)
    return found


def literal(x):
    digits, exponent = float(x).hex().split("p")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}p{int(exponent)}f /* {x:.10g} */"


def header(name, problem, coefficients):
    lines = [
        "// SPDX-License-Identifier: MIT",
        f"// Generated by `tools/dev coef {name}` with SciPy {scipy.__version__} from tools/coef/half_fit.py. Do not edit.",
        "#pragma once",
        "",
        '#include "simdact/core/config.hpp"',
        "",
        "// clang-format off",
        "SIMDACT_NAMESPACE_BEGIN",
        f"namespace coef::{name} {{",
    ]
    for constant, value, comment in problem.constants:
        lines += ["", f"// {comment}", f"inline constexpr float {constant} = {literal(value)};"]
    formula = problem.__doc__.split(": ")[0]
    lines += ["", f"// {formula}: each of the {len(problem.u)} results is correctly rounded"]
    if problem.scale:
        lines += [f"// The coefficients of p, times 2^{problem.scale}."]
        coefficients = [[math.ldexp(c, problem.scale) for c in segment] for segment in coefficients]
    if problem.segments == 1:
        lines += ["inline constexpr float p[] = {", *(f"    {literal(c)}," for c in coefficients[0]), "};"]
    else:
        before = problem.before
        ordered = coefficients[before:] + coefficients[:before]
        for k in range(problem.degree + 1):
            lines += [f"inline constexpr float c{k}[] = {{", *(f"    {literal(c[k])}," for c in ordered), "};"]
    return "\n".join([*lines, "", "}  // namespace", "SIMDACT_NAMESPACE_END"])


FITS = {
    "bf16_elu": (half_problems.Elu, "bf16", 3, 6.6, 1.1, 15.5),
    "bf16_log1p": (half_problems.Log1p, "bf16", 6),
    "bf16_selu": (half_problems.Selu, "bf16", 3, 6.90625, 1.12, 15),
    "bf16_erf": (half_problems.Erf, "bf16", 3, 2.25, 1.4, 15),
    "bf16_exp": (half_problems.Exp, "bf16", 2),
    "bf16_gelu": (half_problems.Gelu, "bf16", 4, 13.625, 1.25, 15.9),
    "bf16_sigmoid": (half_problems.Sigmoid, "bf16", 3),
    "bf16_softcap": (half_problems.Softcap, "bf16", 3, 105, 1.05, 15),
    "bf16_swish": (half_problems.Swish, "bf16", 3),
    "bf16_tanh": (half_problems.Tanh, "bf16", 3, 3.5, 1.12, 14),
    "bf16_tanh_fine": (half_problems.FineTanh, "bf16", 2, 3.5, 1.1, 15.5),
    "f16_erf": (half_problems.Erf, "f16", 4, 2.75, 1.05, 15),
    "f16_elu": (half_problems.ExponentialElu, "f16", 3),
    "f16_exp": (half_problems.Exp, "f16", 3),
    "f16_gelu": (half_problems.CentredGelu, "f16", 6, 5.73046875, 0.765625),
    "f16_selu": (half_problems.Selu, "f16", 4, 8.5, 1.2, 14),
    "f16_sigmoid": (half_problems.Sigmoid, "f16", 3),
    "f16_softcap": (half_problems.Softcap, "f16", 5, 136, 1.05, 15),
    "f16_swish": (half_problems.Swish, "f16", 3),
    "f16_tanh": (half_problems.Tanh, "f16", 5, 4.52, 1.05, 15),
    "f16_tanh_fine": (half_problems.FineTanh, "f16", 3, 4.52, 1.4, 13),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=FITS, metavar="NAME")
    parser.add_argument("header", type=argparse.FileType(), nargs="?", metavar="HEADER")
    chosen = parser.parse_args()
    name, committed = chosen.name, chosen.header and chosen.header.name
    kind, *arguments = FITS[name]
    problem = kind(*arguments)
    if committed is None:
        coefficients = fit_all(name, problem)
    elif problem.segments == 1:
        coefficients = [list(half_problems.committed(committed, "p"))]
    else:
        columns = [half_problems.committed(committed, f"c{k}") for k in range(problem.degree + 1)]
        coefficients = [[column[j - problem.before] for column in columns] for j in range(problem.segments)]
    for segment, c in enumerate(coefficients):
        if any(side.any() for side in wrong(problem, segment, c)):
            sys.exit(f"{name}: results of segment {segment} are not correctly rounded")
    print(header(name, problem, coefficients))


if __name__ == "__main__":
    main()
