# SPDX-License-Identifier: MIT
"""Arrays as the tests of the bindings make and compare them."""

import numpy as np

EDGES = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 1e-7, -1e-7, 3.0, -3.0, 6.0, 89.0, -104.0, 65504.0]
INTEGERS = {2: np.uint16, 4: np.uint32, 8: np.uint64}


def bits(array):
    """The bits, all NaNs as one."""
    array = np.ascontiguousarray(array)
    integers = array.view(INTEGERS[array.dtype.itemsize]).copy()
    integers[np.isnan(array.astype(np.float64))] = 0
    return integers


def same_bits(got, want):
    got, want = np.asarray(got), np.asarray(want)
    assert got.dtype == want.dtype and got.shape == want.shape
    different = np.flatnonzero(bits(got).ravel() != bits(want).ravel())
    assert not different.size, f"{different.size} differ, the first at {different[0]}"


def inputs(shape, dtype=np.float32, seed=1):
    """Values of every size, the edges among them."""
    random, n = np.random.default_rng(seed), int(np.prod(shape))
    wide = random.normal(0, 3, n), random.normal(0, 1, n) * 2.0 ** random.integers(-14, 6, n)
    return random.permutation(np.concatenate([EDGES, *wide]))[:n].astype(dtype).reshape(shape)
