#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds the step of erf.sollya: a float for which erf(n step), n = 1..7, are nearest to floats. Prints the largest
distance in units of 2^-24, the step, and all seven distances; the first counts twice, its segment having results of
half the spacing."""

from math import erf


def main():
    found = []
    for i in range(int(0.512 * 2**24), int(0.523 * 2**24)):
        distances = []
        for n in range(1, 8):
            value = erf(n * i * 2.0**-24) * 2**24
            distances.append((value - round(value)) * (2 if n == 1 else 1))
            if abs(distances[-1]) > 0.14:
                break
        else:
            found.append((max(map(abs, distances)), (i * 2.0**-24).hex(), distances))
    for worst, step, distances in sorted(found)[:8]:
        print(f"{worst:.3f} {step}", " ".join(f"{d:.3f}" for d in distances))


if __name__ == "__main__":
    main()
