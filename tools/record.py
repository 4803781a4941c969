# SPDX-License-Identifier: MIT
"""What the repository states about the library: its functions, its accuracies, and the record of what was proven."""

import csv
import re
from collections import namedtuple
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "include/simdact"
PROVEN = ROOT / "tests/accuracy/proofs.tsv"


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


class Card(namedtuple("Card", "formula derivative source defaults")):
    """What the head of a function's card states; the defaults of its parameters are text, by name."""


def head(file):
    text = file.read_text(encoding="utf-8")
    name = re.escape(file.stem)
    lines = (rf"{name}\(x\) = (.+)", rf"{name}'\(x\) = (.+)", r"Source: (.+)\.")
    found = re.match("".join(rf".*\n// {line}" for line in lines), text)
    if not found:
        raise BadInput(
            f"{file}: its second to fourth line do not say what {file.stem}(x) and {file.stem}'(x) are, and its source"
        )
    count = re.search(r"int parameter_count = (\d)", text)
    defaults = re.search(r"simdact_params defaults\{(.*)\}", text)
    values = defaults[1].split(", ")[: int(count[1])] if count and defaults else []
    return Card(*found.groups(), dict(zip(("alpha", "beta"), values)))


@cache
def cards():
    """The head of each function's card, by its name."""
    return {file.stem: head(file) for file in sorted((LISTS / "op").glob("*.hpp"))}


class Proof(namedtuple("Proof", "op direction dtype tier bound measured worst got want hash strided inputs")):
    """One kernel's line of the record. The numbers stay as they are written: they are shown, not computed with."""

    @property
    def swept(self):
        """Whether every input there is was compared."""
        return int(self.inputs) == 1 << (8 * sizes()[self.dtype])

    @property
    def shown_by(self):
        """How the bound is known: by every input, or by a search that measured so many, and by what Gappa proves."""
        if self.swept:
            return "every input"
        proof = proven().get((self.op, self.direction)) if (self.dtype, self.tier) == ("f64", "high") else None
        if proof and float(proof) < float(self.measured):
            raise BadInput(f"{PROVEN}: {self.op} {self.direction}: the bound is below what was measured")
        return f"search, {int(self.inputs):,} inputs" + (f"; proof below {proof} ulp" if proof else "")


class ProvenBound(namedtuple("ProvenBound", "op direction bound")):
    """What tools/proof proves of a kernel of f64."""


class Comparison(namedtuple("Comparison", "op reference inputs differ hash")):
    """What another correctly rounded implementation gave for every input of a function's exact kernel, when those
    results had that hash."""


def table(file, row_type):
    """The lines of a file of the repository whose first one names the columns."""
    columns = list(row_type._fields)
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
    return [row_type(*row) for row in rows]


def proofs(file=ROOT / "tests/record.tsv"):
    return table(file, Proof)


@cache
def proven():
    """The proven bounds, by function and direction."""
    return {(p.op, p.direction): p.bound for p in table(PROVEN, ProvenBound)}


def comparisons(known, file=ROOT / "tests/accuracy/comparisons.tsv"):
    """The comparisons, each of which holds as long as the record has the hash that the results had then."""
    hashes = {p.op: p.hash for p in known if (p.direction, p.dtype, p.tier) == ("forward", "f32", "exact")}
    found = table(file, Comparison)
    for c in found:
        if hashes.get(c.op) != c.hash:
            raise BadInput(f"{file}: {c.op} was compared when its results were others than the record's")
    return found
