# SPDX-License-Identifier: MIT
"""Small results in the benchmark's format: two functions, all directions, three storage types, a row and a join, two
instruction sets."""

import json

ISAS = ("avx2", "avx512")
SPEED = {"avx512": 1.0, "avx2": 1.7, "generic": 1.0}
# candidate: (ns per element, ulp, wrong special values, instruction sets)
CANDIDATES = {
    "high": (0.30, 0.98, [], (*ISAS, "generic")),
    "fast": (0.20, 3.2, [], ISAS),
    "exact": (0.90, 0.5, [], ISAS),
    "sleef_u10": (1.20, 0.99, [], ISAS),
    "sleef_u35": (0.80, 3.4, [], ISAS),
    "libm": (5.00, 0.7, [], ("generic",)),
    "eigen_composed": (0.15, None, ["-inf"], ISAS),
    "highway": (0.70, 0.9, ["nan"], ISAS),
    "onednn": (0.60, 2e7, [], ("avx512",)),
}
GROUPS = (
    ("tanh", "forward", "f32"),
    ("gelu", "forward", "f32"),
    ("gelu", "backward", "f32"),
    ("tanh", "from_output", "f32"),
    ("softmax", "forward", "f32"),
    ("swiglu", "forward", "f32"),
    ("gelu", "forward", "bf16"),
    ("tanh", "backward", "f64"),
)
# What the times are held against, by direction: ns per element.
YARDSTICKS = {"forward": {"copy": 0.02}, "from_output": {"dy_times_x": 0.02}}
YARDSTICKS["backward"] = YARDSTICKS["from_output"] | {"forward_high": 0.24}
OF_OTHER_TYPES = {"f32_high": 0.60}
OF_JOINS = {"forward_high": 0.24, "two_passes": 0.32}
COLUMNS = ((64, "normal"), (4096, "normal"), (4096, "subnormal"))
CONTEXT = {
    "date": "2026-01-02T03:04:05+00:00",
    "cpu": "a <machine>",
    "compiler": "a compiler",
    "isas": "avx512 avx2 generic",
    "peer_sleef": "3.5.1",
}


def aggregate(name, statistic, ns, n, candidate):
    """As Google Benchmark writes it: a call's time, which is that of several rows, and the minimum of the rates, which is
    the slowest repetition's, are no measure."""
    counters = {}
    if candidate in CANDIDATES:
        _, ulp, wrong, _ = CANDIDATES[candidate]
        counters = {"ulp": 1e300 if ulp is None else ulp, "wrong": 7.0, "wrong_specials": float(len(wrong))}
    return {
        "name": f"{name}_{statistic}",
        "run_name": name,
        "run_type": "aggregate",
        "aggregate_name": statistic,
        "real_time": 2 * ns * n,
        "cpu_time": ns * n * (3 if n == 64 else 2),
        "time_unit": "ns",
        "ns": ns,
        "items_per_second": 1e9 / (2 * ns),
        **counters,
    }


def benchmarks():
    for key in GROUPS:
        timed = [(candidate, ns, isas) for candidate, (ns, _, _, isas) in CANDIDATES.items()]
        timed += [(name, ns, (*ISAS, "generic")) for name, ns in YARDSTICKS[key[1]].items()]
        timed += [(name, ns, ISAS) for name, ns in OF_OTHER_TYPES.items() if key[2] != "f32"]
        timed += [(name, ns, ISAS) for name, ns in OF_JOINS.items() if key[0] == "swiglu"]
        for candidate, ns, isas in timed:
            for isa in isas:
                for n, inputs in COLUMNS:
                    end = "" if inputs == "normal" else f"/{inputs}"
                    name = "/".join((*key, candidate, isa, str(n))) + end
                    time = ns * SPEED[isa] * (1 if n > 64 else 2)
                    yield {"name": name, "run_name": name, "run_type": "iteration", "cpu_time": 1.0, "time_unit": "ns"}
                    yield aggregate(name, "min", time, n, candidate)
                    yield aggregate(name, "median", time * 1.1, n, candidate)


def errors():
    for key in GROUPS:
        for candidate, (_, ulp, wrong, isas) in CANDIDATES.items():
            for isa in isas:
                curve = [[x, ulp if x == -1 else 0.25] for x in (-300.0, -1.0, 0.0, 0.5, 300.0)]
                entry = {"ulp": ulp, "worst": "-0x1p+0", "wrong": 7, "wrong_specials": wrong, "curve": curve}
                yield "/".join((*key, candidate, isa)), entry


def data():
    return {"context": CONTEXT, "benchmarks": list(benchmarks())}, {"errors": dict(errors())}


def write(folder):
    """The two files."""
    files = folder / "bench.json", folder / "errors.json"
    for file, content in zip(files, data()):
        file.write_text(json.dumps(content), encoding="utf-8")
    return files
