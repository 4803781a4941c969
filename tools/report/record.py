# SPDX-License-Identifier: MIT
"""What the repository states about the library: its functions, its accuracies, and the record of what was proven."""

import csv
import re
from collections import namedtuple
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "include/simdact"


class BadInput(Exception):
    """A file that cannot be used; its text is one line for the user."""


def entries(name, pattern):
    text = (LISTS / name).read_text(encoding="utf-8")
    found = re.findall(pattern, text, re.MULTILINE)
    if not found:
        raise BadInput(f"{LISTS / name}: no entry")
    return found


@cache
def operations():
    """The names of all functions, in the order of their ids."""
    return entries("ops.def", r"^SIMDACT_OP\(.*\b(\w+)\)")


@cache
def accuracies():
    """The largest error in ulp that each accuracy promises at default parameters, by its name."""
    found = entries("accuracies.def", r"^SIMDACT_ACCURACY\(\d+, \w+, (\w+), ([\d.]+), [\d.]+\)")
    return {name: float(ulp) for name, ulp in found}


@cache
def sizes():
    """The bytes of an element of each storage type, by its name."""
    return {name: int(size) for name, size in entries("dtypes.def", r"^SIMDACT_DTYPE\(.* (\w+), \w+, (\d+)\)")}


class Proof(namedtuple("Proof", "op direction dtype tier bound measured worst got want hash strided inputs")):
    """One kernel's line of the record. The numbers stay as they are written: they are shown, not computed with."""

    @property
    def swept(self):
        """Whether every input there is was compared."""
        return int(self.inputs) == 1 << (8 * sizes()[self.dtype])

    @property
    def shown_by(self):
        """How the bound is known: by every input, or by a search that measured so many."""
        return "every input" if self.swept else f"search, {int(self.inputs):,} inputs"


def proofs(file=ROOT / "tests/record.tsv"):
    columns = list(Proof._fields)
    try:
        with open(file, encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream, delimiter="\t"))
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error
    if not rows or rows.pop(0) != [f"# {columns[0]}", *columns[1:]]:
        raise BadInput(f"{file}: the first line names other columns than {', '.join(columns)}")
    for number, row in enumerate(rows, 2):
        if len(row) != len(columns):
            raise BadInput(f"{file}:{number}: {len(row)} columns instead of {len(columns)}")
    return [Proof(*row) for row in rows]
