# SPDX-License-Identifier: MIT
"""The benchmark's JSON, which is Google Benchmark's, and the file of errors beside it: read, checked, compared."""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path

from .record import ROOT, BadInput, accuracies

RESULTS = ROOT / "bench/results"
ERRORS = ".errors.json"  # how the name of a file of errors in bench/results ends
USUAL_SIZE, USUAL_INPUTS = 4096, "normal"
# Loops over as many bytes, which the times are held against; and of a derivative the function.
YARDSTICKS = ("copy", "dy_times_x", "forward_high")
NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


@dataclass
class Candidate:
    """One implementation of a function on one instruction set."""

    name: str
    isa: str
    times: dict = field(default_factory=dict)  # {(inputs, n): {"min" or "median": ns per element}}
    ulp: float = math.nan
    wrong: list = field(default_factory=list)  # special values with a wrong result
    worst: str = ""
    version: str = ""
    curve: list = field(default_factory=list)  # (x, largest error around it)

    @property
    def ours(self):
        return self.name in accuracies()

    @property
    def peer(self):
        return not self.ours and self.name not in YARDSTICKS

    def keeps(self, ulp):
        """Every special value is right and no error above so many ulp."""
        return not self.wrong and self.ulp <= ulp


@dataclass
class Function:
    """The candidates for one function in one direction and one storage type."""

    op: str
    direction: str
    dtype: str
    candidates: dict = field(default_factory=dict)  # by (name, isa)

    @property
    def key(self):
        return (self.op, self.direction, self.dtype)

    @property
    def columns(self):
        """Every (inputs, n) that was measured, the usual inputs first."""
        found = {column for c in self.candidates.values() for column in c.times}
        return sorted(found, key=lambda column: (column[0] != USUAL_INPUTS, *column))

    @property
    def main(self):
        """The (inputs, n) that single figures are given for."""
        usual = (USUAL_INPUTS, USUAL_SIZE)
        return usual if usual in self.columns else self.columns[-1]

    def ns(self, candidate, statistic="min"):
        return candidate.times[self.main][statistic]

    def on(self, isa):
        """Those one would choose from on that instruction set: its own and what runs anywhere, the fastest first."""
        found = [c for c in self.candidates.values() if c.isa == isa or (c.isa == "generic" and c.peer)]
        return sorted((c for c in found if self.main in c.times), key=self.ns)

    def ours(self, isa, accuracy):
        return self.candidates.get((accuracy, isa))

    def loop(self, isa):  # of a derivative the product with dy, beside which there is a copy too
        return next((c for name in YARDSTICKS[1::-1] for c in self.on(isa) if c.name == name), None)

    def fastest_peer(self, isa, ulp=None):
        """The fastest peer on that instruction set whose error is at most so many ulp and whose special values are all
        right; without ulp the fastest of any accuracy. None where there is none."""
        return next((c for c in self.on(isa) if c.peer and (ulp is None or c.keeps(ulp))), None)


@dataclass
class Run:
    file: Path
    context: dict
    functions: dict  # by (op, direction, dtype)

    @property
    def isas(self):
        """Those of ours that are worth a table, the most preferred first."""
        ours = {c.isa for f in self.functions.values() for c in f.candidates.values() if c.ours}
        known = [isa for isa in self.context.get("isas", "").split() if isa in ours] or sorted(ours)
        return [isa for isa in known if isa != "generic"] or known

    @property
    def groups(self):
        """The functions by (direction, dtype)."""
        found = {}
        for f in self.functions.values():
            found.setdefault(f.key[1:], []).append(f)
        return found


def number(value):
    """JSON has no infinity: null stands for it, or a string."""
    return math.inf if value is None else float(value)


def load(file, wanted):
    try:
        data = json.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error
    except ValueError as error:  # neither UTF-8 nor JSON
        raise BadInput(f"{file}: not JSON: {error}") from error
    if (
        not isinstance(data, dict)
        or not isinstance(data.get(wanted), list)
        or not isinstance(data.get("context"), dict)
    ):
        raise BadInput(f'{file}: no result of the benchmark: it needs "context" and "{wanted}"')
    return data


def parts_of(entry):
    """op, direction, dtype, candidate, isa, n and inputs, which its name consists of."""
    name = entry["name"].removesuffix(f"_{entry['aggregate_name']}")
    parts = name.split("/")
    if len(parts) not in (6, 7):
        raise ValueError(f"{name} is not op/direction/dtype/candidate/isa/n[/inputs]")
    return (*parts, USUAL_INPUTS)[:7]


def add_time(functions, entry):
    """One entry of Google Benchmark: the minimum or the median over the repetitions."""
    op, direction, dtype, name, isa, n, inputs = parts_of(entry)
    function = functions.setdefault((op, direction, dtype), Function(op, direction, dtype))
    candidate = function.candidates.setdefault((name, isa), Candidate(name, isa))
    # Not items_per_second: its "min" is the smallest rate, which is the slowest repetition's.
    ns = entry["cpu_time"] * NANOSECONDS[entry["time_unit"]] / int(n)
    candidate.times.setdefault((inputs, int(n)), {})[entry["aggregate_name"]] = ns
    if "ulp" in entry:
        candidate.ulp = number(entry["ulp"])
        candidate.wrong = ["some"] if entry.get("wrong_specials") else []


def add_error(functions, entry):
    function = functions.get((entry["op"], entry["direction"], entry["dtype"]))
    candidate = function and function.candidates.get((entry["candidate"], entry["isa"]))
    if candidate is None:
        return
    candidate.ulp = number(entry["ulp"])
    candidate.version = entry.get("version", "")
    candidate.worst = str(entry.get("worst") or "")
    wrong = entry.get("wrong_specials", 0)
    candidate.wrong = wrong if isinstance(wrong, list) else ["some"] if wrong else []
    candidate.curve = [(float(x), number(error)) for x, error in entry.get("curve", [])]


def each(file, entries, add, functions):
    for entry in entries:
        try:
            add(functions, entry)
        except KeyError as error:
            raise BadInput(f"{file}: not a result of the benchmark: {error} is missing") from error
        except (TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
            raise BadInput(f"{file}: not a result of the benchmark: {error}") from error


def aggregates(data):
    return [b for b in data["benchmarks"] if b.get("aggregate_name") in ("min", "median")]


def read(file, errors=None):
    """The results in one file and, if there is one, the file of errors."""
    data = load(file, "benchmarks")
    functions = {}
    each(file, aggregates(data), add_time, functions)
    if errors is not None:
        each(errors, load(errors, "errors")["errors"], add_error, functions)
    for f in functions.values():
        for c in f.candidates.values():
            if any(set(time) != {"min", "median"} for time in c.times.values()):
                raise BadInput(f"{file}: {'/'.join(f.key)}/{c.name}/{c.isa} lacks its minimum or its median")
    if not any(c.ours for f in functions.values() for c in f.candidates.values()):
        raise BadInput(f"{file}: no minimum or median of a function of simdact")
    return Run(Path(file), data["context"], functions)


def newest():
    """The newest of bench/results, and its errors."""
    files = [file for file in RESULTS.glob("*.json") if not file.name.endswith(ERRORS)]
    if not files:
        raise BadInput("bench/results has no file")
    file = max(files, key=lambda file: str(load(file, "benchmarks")["context"].get("date", "")))
    errors = file.with_name(file.stem + ERRORS)
    return read(file, errors if errors.exists() else None)


def keep(file, errors, name):
    """Writes what bench/results keeps of a run: no repetitions, and beside the usual length and inputs only high on its
    widest instruction set; the errors without what they are along the axis."""
    run = read(file, errors)
    data, of_errors = load(file, "benchmarks"), load(errors, "errors")

    def wanted(entry):
        *_, candidate, isa, n, inputs = parts_of(entry)
        return (int(n), inputs) == (USUAL_SIZE, USUAL_INPUTS) or (candidate, isa) == ("high", run.isas[0])

    keys = ("name", "run_type", "aggregate_name", "real_time", "cpu_time", "time_unit")
    data["benchmarks"] = [{key: entry[key] for key in keys} for entry in aggregates(data) if wanted(entry)]
    for entry in of_errors["errors"]:
        entry.pop("curve", None)
    for text, end in ((data, ".json"), (of_errors, ERRORS)):
        lines = json.dumps(text, separators=(",", ":")).replace("},{", "},\n{")
        (RESULTS / (name + end)).write_text(lines + "\n", encoding="utf-8")
