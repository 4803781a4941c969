#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""table_scale.py ENTRIES LOW HIGH: finds the c in [LOW, HIGH] for which c 2^(j / ENTRIES), j = 0..ENTRIES-1, are nearest
to floats. Prints the best: the largest relative distance in units of 2^-24, and c.

gelu.sollya:             4 0.879 0.884
gelu_tanh.sollya:        8 1 1.03
selu_derivative.sollya:  8 0.853 0.905
erf_derivative.sollya:   8 0.548 0.581"""

import argparse

UNIT = 2.0**-24


def nearest(value):
    """The float next to value, which is in [1/2, 2)."""
    places = 2.0**24 if value < 1 else 2.0**23
    return round(value * places) / places


def room(c, powers, limit):
    """The range of d, in units of 2^-24, for which every entry of c (1 + d) is within limit of a float."""
    low, high = -limit, limit
    for p in powers:
        value = c * p
        gap = (value - nearest(value)) / value / UNIT
        low, high = max(low, -limit - gap), min(high, limit - gap)
        if low > high:
            break
    return low, high


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, metavar="ENTRIES")
    parser.add_argument("low", type=float, metavar="LOW")
    parser.add_argument("high", type=float, metavar="HIGH")
    chosen = parser.parse_args()
    entries, first, last = chosen.entries, chosen.low, chosen.high
    powers = [2.0 ** (j / entries) for j in range(entries)]
    limit = 0.02 if entries < 8 else 0.09
    found = []
    c = nearest(first)
    while c <= last:
        low, high = room(c, powers, limit)
        if low <= high:
            best = c * (1 + (low + high) / 2 * UNIT)
            worst = max(abs(best * p - nearest(best * p)) / (best * p) for p in powers)
            found.append((worst / UNIT, best))
        c += UNIT if c < 1 else 2 * UNIT
    for worst, c in sorted(found)[:8]:
        print(f"{worst:.4f} {c:.17g}")


if __name__ == "__main__":
    main()
