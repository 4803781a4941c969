# SPDX-License-Identifier: MIT
"""The benchmark's JSON: read, checked, and made into objects."""

import json
import math
from dataclasses import dataclass, field


class BadInput(Exception):
    """A file that cannot be reported on; its text is one line for the user."""


@dataclass
class Time:
    n: int
    minimum: float
    median: float
    copies: float  # median to the copy's median


@dataclass
class Candidate:
    path: str
    library: str
    isa: str  # "" where the library chooses by itself
    tier: str  # of ours alone
    composed: bool
    ulp: float  # nan for a yardstick
    worst: str
    faults: list
    errors: list  # along the function's error axis
    times: dict  # by n

    @property
    def ours(self):
        """A kernel of ours; our call with its checks, simdact_forward, is neither ours nor a peer."""
        return self.library == "simdact"

    @property
    def yardstick(self):
        return self.path.startswith("copy/")

    @property
    def peer(self):
        return not self.tier and not self.yardstick

    @property
    def name(self):
        return f"{self.library} {self.tier}" if self.ours else self.library

    @property
    def right(self):
        """Every special value as defined, and no more than the fast tier's 4 ulp."""
        return not self.faults and self.ulp <= 4


@dataclass
class Function:
    name: str
    rounds: list
    candidates: list
    curve: dict = field(default_factory=dict)
    axis: list = field(default_factory=list)

    @property
    def sizes(self):
        return [r["n"] for r in self.rounds]

    @property
    def main_size(self):
        """The size that single figures are given for."""
        return 4096 if 4096 in self.sizes else self.sizes[-1]

    @property
    def compared(self):
        return [c for c in self.candidates if not c.yardstick]


@dataclass
class Run:
    file: str
    machine: dict
    peers: list
    options: dict
    functions: dict  # by name
    noise: list
    label: str = ""

    @property
    def isas(self):
        """Those of ours that are worth a table."""
        named = [isa for isa in self.machine["isas"] if isa != "generic"]
        return named or self.machine["isas"]


def number(value):
    """JSON has no infinity: a string stands for it."""
    return math.nan if value is None else float(value)


def to_time(t):
    return Time(int(t["n"]), number(t["min_ns"]), number(t["median_ns"]), number(t["median_to_copy"]))


def to_candidate(r, axis):
    times = {t.n: t for t in map(to_time, r["times"])}
    errors = [number(e) for e in r.get("errors", [])]
    if errors and len(errors) != len(axis):
        raise ValueError(f"{r['path']} has {len(errors)} errors for {len(axis)} places")
    return Candidate(
        path=r["path"],
        library=r["library"],
        isa=r["isa"],
        tier=r.get("tier", ""),
        composed=r.get("composed", False),
        ulp=number(r.get("max_ulp")),
        worst=r.get("worst_input", ""),
        faults=r.get("special_value_faults", []),
        errors=errors,
        times=times,
    )


def to_function(f):
    axis = [number(x) for x in f.get("error_axis", [])]
    candidates = [to_candidate(r, axis) for r in f["results"]]
    curve = {key: [number(v) for v in values] for key, values in f.get("curve", {}).items()}
    function = Function(f["function"], f["rounds"], candidates, curve, axis)
    for c in candidates:
        if set(c.times) != set(function.sizes):
            raise ValueError(f"{c.path} has not the sizes of its function")
    if not any(c.ours for c in candidates) or not function.sizes:
        raise ValueError(f"{function.name} has no figures of simdact")
    return function


def to_run(file, data):
    functions = {f.name: f for f in map(to_function, data["functions"])}
    if not functions:
        raise ValueError("no functions")
    machine = {
        key: data["machine"][key] for key in ("cpu", "os", "compiler", "library_flags", "simdact", "isas", "date")
    }
    machine.update(data["machine"])
    return Run(str(file), machine, data["peers"], data["options"], functions, data.get("noise", []))


def read(file):
    try:
        with open(file, encoding="utf-8") as stream:
            data = json.load(stream)
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error
    except ValueError as error:  # neither UTF-8 nor JSON
        raise BadInput(f"{file}: not JSON: {error}") from error
    try:
        return to_run(file, data)
    except KeyError as error:
        raise BadInput(f"{file}: not a result of the benchmark: {error} is missing") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise BadInput(f"{file}: not a result of the benchmark: {error}") from error
