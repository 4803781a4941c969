# SPDX-License-Identifier: MIT
"""The benchmark's JSON, which is Google Benchmark's, and its file of errors: read, checked, compared."""

import json
import math
from dataclasses import dataclass, field
from pathlib import Path

from record import ROOT, BadInput, accuracies, operations

RESULTS = ROOT / "bench/results"
USUAL_SIZE, USUAL_INPUTS = 4096, "normal"
# Loops over as many bytes, which the times are held against; of a derivative or a join the function, of a join the
# function and a loop, of other types than f32 that of f32.
YARDSTICKS = ("copy", "dy_times_x", "forward_high", "two_passes", "f32_high")
EXHAUSTED = ("f16", "bf16")  # types of which every input was tried
INFINITE = 1e300  # Google Benchmark's JSON has no infinity


@dataclass
class Candidate:
    """One implementation of a function on one instruction set."""

    name: str
    isa: str
    times: dict = field(default_factory=dict)  # {(inputs, n): {"min" or "median": ns per element}}
    ulp: float = math.nan
    wrong: list = field(default_factory=list)  # special values with a wrong result
    misrounded: int = 0  # results, of those tried, that are not the correctly rounded ones
    worst: str = ""
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

    @property
    def elementwise(self):
        """Whether it is one of the library's list, and no row or join."""
        return self.op in operations()

    def ns(self, candidate, statistic="min"):
        return candidate.times[self.main][statistic]

    def on(self, isa):
        """Those one would choose from on that instruction set: its own and what runs anywhere, the fastest first."""
        found = [c for c in self.candidates.values() if c.isa == isa or (c.isa == "generic" and c.peer)]
        return sorted((c for c in found if self.main in c.times), key=self.ns)

    def ours(self, isa, accuracy):
        return self.candidates.get((accuracy, isa))

    def yardstick(self, isa, *names):
        """The first of them that there is on that instruction set."""
        return next((c for name in names for c in self.on(isa) if c.name == name), None)

    def loop(self, isa):  # of a derivative the product with dy, beside which there is a copy too
        return self.yardstick(isa, "dy_times_x", "copy")

    def high(self, isa):
        """What the times of other accuracies, directions and types are compared with."""
        return self.yardstick(isa, "f32_high", "forward_high", "high")

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

    def isas_of(self, functions):
        """Those on which any of them was measured."""
        return [isa for isa in self.isas if any(f.ours(isa, "high") for f in functions)]

    def grouped(self, elementwise):
        found = {}
        for f in self.functions.values():
            if f.elementwise == elementwise:
                found.setdefault(f.key[1:], []).append(f)
        return found

    # The functions of one element, and rows and joins, by (direction, dtype).
    groups = property(lambda self: self.grouped(True))
    joins = property(lambda self: self.grouped(False))


def number(value):
    """Null stands for infinity."""
    return math.inf if value is None or float(value) >= INFINITE else float(value)


def load(file, wanted):
    try:
        data = json.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error
    except ValueError as error:  # neither UTF-8 nor JSON
        raise BadInput(f"{file}: not JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get(wanted), dict if wanted == "errors" else list):
        raise BadInput(f'{file}: no result of the benchmark: it needs "{wanted}"')
    return data


def parts_of(entry):
    """op, direction, dtype, candidate, isa, n, inputs and the statistic, which its name consists of."""
    name, _, statistic = entry["name"].rpartition("_")
    parts = name.split("/")
    if len(parts) not in (6, 7):
        raise ValueError(f"{name} is not op/direction/dtype/candidate/isa/n[/inputs]")
    return (*(*parts, USUAL_INPUTS)[:7], statistic)


def add_time(functions, entry):
    """One entry of Google Benchmark: the minimum or the median over the repetitions, or the former with the latter."""
    op, direction, dtype, name, isa, n, inputs, statistic = parts_of(entry)
    function = functions.setdefault((op, direction, dtype), Function(op, direction, dtype))
    candidate = function.candidates.setdefault((name, isa), Candidate(name, isa))
    times = candidate.times.setdefault((inputs, int(n)), {})
    for key, time in ((statistic, entry["ns"]), ("median", entry.get("ns_median"))):
        if time is not None:
            times[key] = float(time)
    if "ulp" in entry:
        candidate.ulp = number(entry["ulp"])
        candidate.misrounded = int(entry.get("wrong", 0))
        candidate.wrong = ["some"] if entry.get("wrong_specials") else []


def add_error(functions, path_and_entry):
    path, entry = path_and_entry
    op, direction, dtype, name, isa = path.split("/")
    function = functions.get((op, direction, dtype))
    candidate = function and function.candidates.get((name, isa))
    if candidate is None:
        return
    candidate.ulp = number(entry["ulp"])
    candidate.misrounded = int(entry["wrong"])
    candidate.worst, candidate.wrong = str(entry["worst"]), list(entry["wrong_specials"])
    candidate.curve = [(float(x), number(error)) for x, error in entry.get("curve", [])]


def each(file, entries, add, functions):
    try:
        for entry in entries:
            add(functions, entry)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        missing = " is missing" if isinstance(error, KeyError) else ""
        raise BadInput(f"{file}: not a result of the benchmark: {error}{missing}") from error


def aggregates(data):
    return [b for b in data["benchmarks"] if b.get("name", "_min").endswith(("_min", "_median"))]


def read(file, errors=None):
    """The results in one file and, if there is one, the file of errors."""
    data = load(file, "benchmarks")
    functions = {}
    each(file, aggregates(data), add_time, functions)
    if errors is not None:
        each(errors, load(errors, "errors")["errors"].items(), add_error, functions)
    for f in functions.values():
        for c in f.candidates.values():
            if any(set(time) != {"min", "median"} for time in c.times.values()):
                raise BadInput(f"{file}: {'/'.join(f.key)}/{c.name}/{c.isa} lacks its minimum or its median")
    if not any(c.ours for f in functions.values() for c in f.candidates.values()):
        raise BadInput(f"{file}: no minimum or median of a function of simdact")
    context = data.get("context", {})
    context.pop("library_build_type", None)  # Google Benchmark's own, not ours
    return Run(Path(file), context, functions)


def machines():
    """Of bench/results the newest from each CPU, of those with the most functions; in the order of the files' names. What
    shows one machine shows the first."""
    chosen = {}
    for run in [read(file) for file in sorted(RESULTS.glob("*.json"))]:
        rank = (len(run.functions), str(run.context.get("date", "")))
        chosen[run.context.get("cpu")] = max(
            (rank, run), chosen.get(run.context.get("cpu"), ((), None)), key=lambda c: c[0]
        )
    if not chosen:
        raise BadInput("bench/results has no file")
    return sorted((run for _, run in chosen.values()), key=lambda run: run.file)


def keep(files, name):
    """Writes what README and docs show of a run: an entry for each candidate with its minimum and median; beside the usual
    length and inputs only joins and high on its widest instruction set, and on generic only peers. Of several runs of the
    same programs, the least minimum and the least median."""
    run, data, entries = read(files[0]), load(files[0], "benchmarks"), {}
    data["context"].pop("host_name", None)
    data["context"] |= {"runs": len(files)}
    for entry in [entry for file in files for entry in aggregates(load(file, "benchmarks"))]:
        *path, n, inputs, statistic = parts_of(entry)
        usual = (int(n), inputs) == (USUAL_SIZE, USUAL_INPUTS) or path[0] not in operations()
        unusual = not usual and path[3:] != ["high", run.isas[0]]
        if unusual or path[4] not in run.isas and not Candidate(*path[3:]).peer:
            continue
        kept = entries.setdefault((*path, n, inputs), {"name": entry["name"].rpartition("_")[0] + "_min"})
        key = "ns" if statistic == "min" else "ns_median"
        kept[key] = min(float(f"{entry['ns']:.4g}"), kept.get(key, math.inf))
        counted = ["wrong_specials"] + ["wrong"] * (path[2] in EXHAUSTED)
        kept |= {key: int(entry[key]) for key in counted if entry.get(key)}
        kept |= {key: float(f"{entry[key]:.5g}") for key in ("ulp",) if key in entry}
    text = json.dumps(data | {"benchmarks": list(entries.values())}, separators=(",", ":")).replace("},{", "},\n{")
    file = RESULTS / f"{name}.json"
    try:
        file.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error
