#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py OUT.json ERRORS.json: what `simdact-bench --lengths 64,16 --inputs normal,tails,subnormal,bits gelu hard_swish
relu softmax masked_softmax maxout swiglu` wrote, and the errors it read; check.py --only REGEX OUT.json: that there is
nothing else in it; check.py --entries ERRORS.json REGEX: how many paths match; check.py --age ERRORS.json REGEX: makes
those of another version."""
import json
import math
import re
import sys

NAME = re.compile(
    r"(gelu|hard_swish|relu|softmax|masked_softmax|maxout|swiglu)/(forward|backward|from_output)/(f32|f64|f16|bf16)/"
    r"[a-z0-9]+(_[a-z0-9]+)*/(avx512|avx2|neon|generic)/(16|64)(/[a-z]+)?"
)
COLUMNS = {"16", "64", "64/tails", "64/subnormal", "64/bits"}
OURS = ("high", "fast", "exact", "relaxed")
YARDSTICKS = {"copy", "dy_times_x", "forward_high", "two_passes", "f32_high"}
UNMEASURED = {
    "softmax/from_output",
    "swiglu/backward",
    "maxout/forward",
    "maxout/backward",
}  # whose errors nothing tells, or which round nothing
INFINITE = 1e300  # an infinite error among the counters


def forbidden(constant):
    raise ValueError(f"{constant} is no JSON")


def read(file):
    with open(file, encoding="utf-8") as stream:
        return json.load(stream, parse_constant=forbidden)


def check_context(context):
    for key in ("date", "cpu", "os", "compiler", "library_flags", "simdact", "isas", "pinned_to", "peer_libm"):
        assert context[key], key
    assert "/" not in context["executable"]


def check_entry(entry, errors):
    name = entry["run_name"]
    assert NAME.fullmatch(name), name
    assert entry["name"] == f"{name}_{entry['aggregate_name']}" and entry["repetitions"] == 3, entry
    n = int(name.split("/")[5])
    n = 4096 // n * n if "softmax/" in name else n  # so many rows
    assert entry["time_unit"] == "ns" and math.isclose(entry["ns"] * n, entry["cpu_time"], rel_tol=1e-9), entry
    error = errors.get("/".join(name.split("/")[:5]))
    if name.split("/")[3] in YARDSTICKS or "/".join(name.split("/")[:2]) in UNMEASURED:
        assert error is None and "ulp" not in entry and "bound" not in entry, entry
        return
    assert entry["ulp"] == (INFINITE if error["ulp"] is None else error["ulp"]), entry
    assert entry["wrong"] == error["wrong"] <= error["inputs"], entry
    assert entry["wrong_specials"] == len(error["wrong_specials"]), entry
    # The bound of relaxed's own kernels counts in another unit than an entry's ulp.
    bounded = name.split("/")[3] in OURS and name.split("/")[3] != "relaxed"
    assert ("bound" in entry) == bounded and (not bounded or entry["ulp"] <= entry["bound"]), entry


def check_groups(entries):
    """Everyone has its minimum and median of every column; of gelu every accuracy is there, and the yardsticks
    are everywhere on every instruction set of ours."""
    times = {}
    for entry in entries:
        times.setdefault(entry["run_name"], {})[entry["aggregate_name"]] = entry["ns"]
    for name, statistics in times.items():
        assert set(statistics) == {"min", "median"} and 0 < statistics["min"] <= statistics["median"], name
    assert len(entries) == 2 * len(times)
    columns = {}
    for name in times:
        parts = name.split("/")
        columns.setdefault("/".join(parts[:5]), set()).add("/".join(parts[5:]))
    for path, found in columns.items():
        assert found == COLUMNS, (path, found)
    for path in (
        "relu/forward/f64/high",
        "gelu/backward/bf16/high",
        "hard_swish/forward/f16/high",
        "gelu/forward/f32/high",
        "gelu/forward/f32/exact",
        "relu/forward/f32/high",
    ):
        assert f"{path}/generic" in columns, path
    assert "gelu/forward/f32/fast/generic" in columns
    for path in ("gelu/backward/f32/high", "relu/backward/f32/high", "relu/from_output/f32/high"):
        assert f"{path}/generic" in columns, path
    assert "gelu/backward/f32/libm_composed/generic" in columns and "relu/from_output/f32/plain_loop/" in str(columns)
    assert not any(path.startswith(("gelu/from_output", "hard_swish/from_output")) for path in columns)
    for path in (
        "softmax/forward/f32/high",
        "masked_softmax/forward/f16/high",
        "softmax/from_output/bf16/high",
        "swiglu/forward/f64/high",
        "maxout/forward/f16/high",
        "swiglu/backward/f32/high",
        "maxout/backward/bf16/high",
    ):
        assert f"{path}/generic" in columns, path
    assert not any(
        re.match(
            "softmax/(backward|.*/fast/)|masked_softmax/(backward|from_output)|maxout/(from_output|.*/fast/)|swiglu/from_output",
            path,
        )
        for path in columns
    )
    for path in [path for path in columns if path.split("/")[3] == "high"]:
        op, direction, dtype, _, isa = path.split("/")
        beside = {"copy"} | (
            {"forward_high"} if op == "swiglu" or (direction == "backward" and op != "maxout") else set()
        )
        beside |= {"dy_times_x"} if direction != "forward" and dtype in ("f32", "f64") else set()
        beside |= {"two_passes"} if op == "swiglu" and direction == "forward" and dtype in ("f32", "f64") else set()
        beside |= {"f32_high"} if dtype != "f32" else set()
        for yardstick in beside:
            assert f"{op}/{direction}/{dtype}/{yardstick}/{isa}" in columns, (path, yardstick)


def check_derivatives(errors):
    """A derivative that is measured against the function, or against that of another input, is far off everywhere."""
    for path, right in (
        ("gelu/backward/f32/high/generic", 1),
        ("relu/backward/f32/high/generic", 0),
        ("relu/from_output/f32/high/generic", 0),
    ):
        assert errors[path]["ulp"] <= right and not errors[path]["wrong_specials"], errors[path]
    # The textbook's formula, by a libm that is good to an ulp or two, is good to a few where nothing cancels.
    composed = errors["gelu/backward/f32/libm_composed/generic"]
    assert composed["ulp"] > 1000 and max(ulp for x, ulp in composed["curve"] if 0.1 < x < 4) < 8, composed


def check_halves(errors):
    """Ours are correctly rounded, and of oneDNN's some results are not: which the count tells."""
    for path, error in errors.items():
        op, direction, dtype, candidate, _ = path.split("/")
        if (
            op in ("gelu", "hard_swish", "relu")
            and dtype in ("f16", "bf16")
            and direction == "forward"
            and candidate == "high"
        ):
            assert error["wrong"] == 0 and error["inputs"] > 63000, (path, error)
    for path in [path for path in errors if path.startswith("gelu/forward/bf16/onednn/")]:
        assert errors[path]["wrong"] > 100, errors[path]


def check_joins(errors):
    """A row's sum by another row's largest logit, or a gate without its factor, would be far off."""
    for path, worst in (
        ("softmax/forward/f32/high", 2),
        ("masked_softmax/forward/f32/high", 2),
        ("swiglu/forward/f32/high", 1),
    ):
        error = errors[f"{path}/generic"]
        assert 0.4 < error["ulp"] <= worst and not error["wrong_specials"] and error["wrong"] > 0, (path, error)
    for dtype in ("f16", "bf16"):
        for op in ("softmax", "masked_softmax"):
            assert errors[f"{op}/forward/{dtype}/high/generic"]["ulp"] <= 0.51
    for path in [path for path in errors if path.startswith("softmax/forward/f32/xnnpack/")]:
        assert errors[path]["ulp"] > 30, errors[path]


def check_curve(path, error):
    x, ulps = zip(*error["curve"])
    assert list(x) == sorted(set(x)) and -130 < x[0] < -100 and 100 < x[-1] < 130, (path, x)
    ulps = [math.inf if ulp is None else ulp for ulp in ulps]
    worst = math.inf if error["ulp"] is None else error["ulp"]
    # Three digits; the record knows worse inputs of ours than those tried.
    assert max(ulps) <= worst * 1.006 and (max(ulps) >= worst * 0.994 or path.split("/")[3] in OURS), (path, error)


def main():
    if sys.argv[1] in ("--entries", "--age"):
        data = read(sys.argv[2])
        found = [path for path in data["errors"] if re.search(sys.argv[3], path)]
        if sys.argv[1] == "--entries":
            print(len(found))
            return
        for path in found:
            data["errors"][path]["version"] = "older"
        with open(sys.argv[2], "w", encoding="utf-8") as stream:
            json.dump(data, stream)
        return
    if sys.argv[1] == "--only":
        entries = read(sys.argv[3])["benchmarks"]
        assert entries and all(re.search(sys.argv[2], entry["run_name"]) for entry in entries)
        return
    data, errors = read(sys.argv[1]), read(sys.argv[2])["errors"]
    for path, error in errors.items():
        check_curve(path, error)
    check_derivatives(errors)
    check_halves(errors)
    check_joins(errors)
    check_context(data["context"])
    for entry in data["benchmarks"]:
        check_entry(entry, errors)
    check_groups(data["benchmarks"])


main()
