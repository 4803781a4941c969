#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the integer of op/softsign/half.hpp from which the bits of 1 + |x| are subtracted: of the multiples of 256 the one
nearest to that of f32's kernel that leaves every result in bf16 correctly rounded."""

import numpy as np

from half_problems import lanes, middles, numbers

F32 = 0x7EF311C7


def softsign(u, c):
    """The kernel, in float."""
    d = lanes(1 + np.minimum(u, 2.0**26))
    y = (np.uint32(c) - d.astype(np.float32).view(np.uint32)).view(np.float32).astype(np.float64)
    e = lanes(1 - d * y)
    near = lanes(y * e + y)
    return lanes(np.minimum(u, 2.0**26) * lanes(near * lanes(e * e) + near))


u = numbers("bf16", 2.0**-20, 3e38)
low, high, unit = middles("bf16", u / (1 + u))
high = np.where(low >= 1 - unit, 2, high)
for c in sorted(range(F32 - 0x80000 & ~0xFF, F32 + 0x80000, 0x100), key=lambda c: abs(c - F32)):
    y = softsign(u, c)
    if np.all((low < y) & (y < high)):
        print(hex(c))
        break
