#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds the constant of exp.sollya: c = 1/kappa, within 4.4 % of 1, for which c 2^(j/8), j = 0..7, are nearest to
floats. Prints the best ones: the largest relative distance in units of 2^-24, and c. Takes about a minute.

c is tried at every float and at 24 places around it, each 0.0083 * 2^-24 from the next."""

from fractions import Fraction
from math import isqrt

# 2^(j/8) as integers over 2^100: three square roots at most.
ONE = 1 << 100


def power(eighths):
    value = 2 << 100
    result = ONE
    for bit in (4, 2, 1):
        value = isqrt(value << 100)
        if eighths & bit:
            result = result * value >> 100
    return result


def distance(value):
    """From value / 2^100 in [1/2, 4) to the nearest float, relative, in units of 2^-24."""
    unit = 1 << (value.bit_length() - 24)
    rest = value % unit
    return min(rest, unit - rest) * 2.0**24 / value


def main():
    powers = [power(j) for j in range(8)]
    step = ONE * 83 // 10000 >> 24
    found = []
    first, last = int(ONE * 0.957), int(ONE * 1.045)
    value = first >> 76 << 76
    while value < last:
        for place in range(-12, 13):
            c = value + value * step * place // ONE
            worst = 0.0
            for p in powers:
                worst = max(worst, distance(c * p // ONE))
                if worst > 0.09:
                    break
            else:
                found.append((worst, c))
        value += 1 << (77 if value >= ONE else 76)
    for worst, c in sorted(found)[:8]:
        print(f"{worst:.4f} {float(Fraction(c, ONE)):.17g}")


if __name__ == "__main__":
    main()
