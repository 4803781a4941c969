# SPDX-License-Identifier: MIT
"""write_stub.py FILE: the types of the installed package's functions, for type checkers and editors."""

import inspect
import sys
from pathlib import Path

import simdact
from simdact._ufuncs import ENTRIES

HEAD = """from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

Accuracy = Literal[{accuracies}]
__version__: str
accuracies: tuple[Accuracy, ...]

def accuracy(name: Accuracy) -> AbstractContextManager[None]: ...
def default_accuracy() -> Accuracy: ...
def set_default_accuracy(name: Accuracy, /) -> None: ...
def isa() -> str: ...
def isas() -> tuple[str, ...]: ...
def set_isa(name: str | None = None) -> None: ...
def ulp_bound(function: Any, dtype: DTypeLike = "float32", accuracy: Accuracy = "high") -> float | None: ...

class _Ufunc(Protocol):
    __name__: str
    nin: int
    nout: int
    nargs: int
    ntypes: int
    types: list[str]
    identity: None
    signature: str | None
    def at(self, a: Any, indices: Any, b: Any = ..., /) -> None: ...
    def outer(self, A: ArrayLike, B: ArrayLike, /, **kwargs: Any) -> Any: ...
    def reduce(self, array: ArrayLike, /, **kwargs: Any) -> Any: ...
    def accumulate(self, array: ArrayLike, /, **kwargs: Any) -> Any: ...
    def reduceat(self, array: ArrayLike, indices: ArrayLike, /, **kwargs: Any) -> Any: ...
"""
COMMON = """        casting: Literal["no", "equiv", "safe", "same_kind", "unsafe"] = ...,
        order: Literal["K", "A", "C", "F"] = ...,
        dtype: DTypeLike = ...,
        signature: Any = ...,
        subok: bool = ...,
"""


def stub(name, function, form):
    """A protocol with the function's call, and the function."""
    lines = [f"class _{name}(_Ufunc, Protocol):", "    def __call__(", "        self,"]
    lines += [f"        {argument}: ArrayLike," for argument in form.arguments]
    lines += ["        /,", "        out: Any = None,", "        *,", COMMON.rstrip("\n")]
    lines.append("        axis: int = ...," if form.on_rows else "        where: ArrayLike = ...,")
    lines += [f"        {p}: {type(d).__name__} = {d!r}," for p, d in zip(function.parameters, function.defaults)]
    if form.has_accuracy:
        lines.append("        accuracy: Accuracy | None = None,")
    result = "Any" if len(form.outputs) == 1 else f"tuple[{', '.join(['Any'] * len(form.outputs))}]"
    return "\n".join([*lines, f"    ) -> {result}: ...", "", f"{name}: _{name}"])


def main():
    """Every public name is in the stub, or there is none."""
    head = HEAD.format(accuracies=", ".join(f'"{a}"' for a in simdact.accuracies))
    text = head + "\n" + "\n\n".join(stub(name, *entry) for name, entry in ENTRIES.items()) + "\n"
    lacking = [name for name in simdact.__all__ if f"def {name}(" not in text and f"\n{name}:" not in text]
    if lacking:
        sys.exit(f"{inspect.getfile(main)}: nothing about {lacking}")
    Path(sys.argv[1]).write_text("# SPDX-License-Identifier: MIT\n" + text, encoding="utf-8")


main()
