# SPDX-License-Identifier: MIT
"""Which accuracy of the library serves PyTorch's functions."""

import os

from simdact_torch import _core
from simdact_torch._measured import measured
from simdact_torch._names import ALIASES

ACCURACIES = {name: number for number, (name, _) in enumerate(_core.accuracies())}
DIRECTIONS = {name: number for number, name in enumerate(_core.directions())}
DTYPES = _core.dtypes()
FUNCTION_IDS = {name: op for op, name, *_ in _core.functions()}
SERVED = [(f, d) for f, op in FUNCTION_IDS.items() for d, number in DIRECTIONS.items() if _core.may_serve(number, op)]
FUNCTIONS = tuple(dict.fromkeys(f for f, _ in SERVED))
STOCK = -1
KEYS = [(f, d, t) for f, d in SERVED for t in DTYPES]


def _ids(key):
    function, direction, dtype = key
    return DIRECTIONS[direction], FUNCTION_IDS[function], DTYPES.index(dtype) + 1


class _Undo:
    """Undoes a change of the choices, where it is used as a context manager."""

    def __init__(self, before):
        self._before = before

    def __enter__(self):
        return self

    def __exit__(self, *_):
        _set(self._before)


def _set(wanted):
    """{(function, direction, dtype): id of an accuracy}; everything else is PyTorch's."""
    before = {key: _core.chosen(*_ids(key)) for key in KEYS}
    for key in KEYS:
        _core.choose(*_ids(key), wanted.get(key, STOCK))
    return _Undo({key: number for key, number in before.items() if number != STOCK})


def _best(key, number):
    """The accuracy of this number, or, of a derivative that lacks it, the default."""
    function, _, dtype = key
    if not _core.exists(*_ids((function, "forward", dtype)), number):
        return STOCK
    return next((n for n in (number, ACCURACIES["high"]) if _core.exists(*_ids(key), n)), STOCK)


def _function(name):
    name = ALIASES[name][0] if name in ALIASES else name
    if name not in FUNCTIONS:
        raise ValueError(f"no function {name!r}: one of {', '.join(FUNCTIONS)}")
    return name


def _accuracy(name):
    if name not in ACCURACIES:
        raise ValueError(f"accuracy is one of {', '.join(map(repr, ACCURACIES))}, not {name!r}")
    return ACCURACIES[name]


def enable(accuracy=None, functions=None):
    """Serve PyTorch's own functions, in all threads, from now on or within `with enable(...):`.

    accuracy: one of simdact_torch.accuracies for all of them. None: for each function, derivative and type the most
    accurate that was not slower than PyTorch's kernel, which serves where there is none. A function that lacks the
    accuracy remains PyTorch's; of one that has it, a derivative that lacks it is "high".
    functions: the names of those to serve, the library's (FUNCTIONS) or "silu", instead of all; or {name: accuracy},
    where None stands for the measured choice.

    With the environment variable SIMDACT_TORCH=0 it does nothing."""
    wanted = (
        functions
        if isinstance(functions, dict)
        else {f: accuracy for f in (FUNCTIONS if functions is None else functions)}
    )
    if isinstance(functions, dict) and accuracy is not None:
        raise ValueError("an accuracy for all, or one for each function")
    wanted = {_function(name): None if a is None else _accuracy(a) for name, a in wanted.items()}
    if os.environ.get("SIMDACT_TORCH") == "0":
        return _Undo({})
    _core.override_stock()
    best = measured()
    chosen = {}
    for key in KEYS:
        if key[0] in wanted:
            number = wanted[key[0]]
            chosen[key] = ACCURACIES.get(best.get(key), STOCK) if number is None else _best(key, number)
    return _set(chosen)


def disable():
    """All of PyTorch's own kernels, in all threads, from now on or within `with disable():`."""
    return _set({})


def choices():
    """{(function, "forward", "backward" or "backward_from_output", type): accuracy} of what is served."""
    names = list(ACCURACIES)
    numbers = {key: _core.chosen(*_ids(key)) for key in KEYS}
    return {key: names[number] for key, number in numbers.items() if number != STOCK}


def calls():
    """{(function, direction): how many calls the library has served in this process}, where there were any. Programs and
    tests see by it that a call did not take another way."""
    found = {(f, d): _core.calls(DIRECTIONS[d], op) for f, op in FUNCTION_IDS.items() for d in DIRECTIONS}
    return {key: count for key, count in found.items() if count}
