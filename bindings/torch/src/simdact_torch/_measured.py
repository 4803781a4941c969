# SPDX-License-Identifier: MIT
"""The choice that speed.json leads to: times of PyTorch's kernels and of the library's beside them."""

import functools
import json
import math
from pathlib import Path

from simdact_torch import _core

# An accuracy is as fast as PyTorch if it is not slower on the whole, and nowhere more than 5 % slower.
TOLERANCE = 1 / 1.05


def candidates():
    """The accuracies to choose from, the most accurate first. What is correctly rounded costs more and is asked for by
    name."""
    return [name for name, ulp in sorted(_core.accuracies(), key=lambda item: item[1]) if ulp >= 1]


def ratios(rows, accuracy):
    """How many times as fast as PyTorch, of each row that has both times."""
    key = f"{accuracy}_ns"
    return [row["stock_ns"] / row[key] for row in rows if row["stock_ns"] is not None and row.get(key) is not None]


def is_as_fast(found):
    return min(found) >= TOLERANCE and math.prod(found) >= 1


def choose(rows):
    """The accuracy for the rows of one function, direction and type; None: PyTorch's own kernel."""
    for accuracy in candidates():
        found = ratios(rows, accuracy)
        if len(found) == len(rows) and is_as_fast(found):
            return accuracy
    # What PyTorch does not have at all is a gain at any speed.
    return candidates()[0] if all(row["stock_ns"] is None for row in rows) else None


def by_key(rows):
    """{(function, direction, dtype): rows}"""
    found = {}
    for row in rows:
        found.setdefault((row["function"], row["direction"], row["dtype"]), []).append(row)
    return found


@functools.cache
def measured():
    """{(function, direction, dtype): accuracy} of what is as fast as PyTorch."""
    data = json.loads((Path(__file__).parent / "speed.json").read_text(encoding="utf-8"))
    chosen = {key: choose(rows) for key, rows in by_key(data["rows"]).items()}
    return {key: accuracy for key, accuracy in chosen.items() if accuracy is not None}
