# SPDX-License-Identifier: MIT
"""speed.py measure: times of simdact and of what NumPy's and SciPy's users write instead, into speed.json.
speed.py table: the README's table from it; speed.py check: whether the README has that table."""

import functools
import json
import platform
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "common"))
import measured

HERE = Path(__file__).parent
RESULTS, README = HERE / "speed.json", HERE / "README.md"
LENGTHS = (64, 4096, 2**20)
TYPES = ("float32", "float64")
SHOWN = {
    "float32": ("exp", "tanh", "erf", "sigmoid", "softplus", "silu", "gelu", "mish"),
    "float64": ("exp", "tanh", "gelu"),
}


def candidates():
    """{function: what users write without simdact, and the function of x that it is}."""
    import scipy.special as sp

    def gelu(x):
        return 0.5 * x * (1 + sp.erf(x * x.dtype.type(np.sqrt(0.5))))

    return {
        "exp": ("np.exp", np.exp),
        "expm1": ("np.expm1", np.expm1),
        "tanh": ("np.tanh", np.tanh),
        "erf": ("scipy.special.erf", sp.erf),
        "sigmoid": ("scipy.special.expit", sp.expit),
        "log_sigmoid": ("scipy.special.log_expit", sp.log_expit),
        "softplus": ("np.logaddexp(x, 0)", lambda x: np.logaddexp(x, x.dtype.type(0))),
        "silu": ("x * expit(x)", lambda x: x * sp.expit(x)),
        "gelu": ("0.5 * x * (1 + erf(x / sqrt(2)))", gelu),
        "elu": ("np.where(x > 0, x, np.expm1(x))", lambda x: np.where(x > 0, x, np.expm1(x))),
        "mish": ("x * np.tanh(np.logaddexp(x, 0))", lambda x: x * np.tanh(np.logaddexp(x, x.dtype.type(0)))),
    }


def seconds(calls, x):
    """The least CPU time of each call, the calls taken in turn."""
    repeats = max(1, 20000 // x.size)
    best = [float("inf")] * len(calls)
    for _ in range(15):
        for k, call in enumerate(calls):
            start = time.thread_time()
            for _ in range(repeats):
                call(x)
            best[k] = min(best[k], (time.thread_time() - start) / repeats)
    return best


def measure():
    import scipy

    import simdact

    random, rows = np.random.default_rng(1), []
    for name, (instead, function) in candidates().items():
        for type_name in TYPES:
            own = getattr(simdact, name)
            if simdact.ulp_bound(own, type_name) is None:
                continue
            for n in LENGTHS:
                x = random.normal(0, 3, n).astype(type_name)
                times = seconds([own, functools.partial(own, accuracy="fast"), function], x)
                keys = ("high_ns", "fast_ns", "other_ns")
                row = {"function": name, "instead": instead, "dtype": type_name, "n": n}
                rows.append({**row, **{k: round(t / n * 1e9, 4) for k, t in zip(keys, times)}})
                print(rows[-1])
    measured.save(
        RESULTS,
        rows,
        isa=simdact.isa(),
        simdact=simdact.__version__,
        numpy=np.__version__,
        scipy=scipy.__version__,
        python=platform.python_version(),
    )


def ratio(row, key):
    return measured.digits(row["other_ns"] / row[key])


def table():
    """How many times as fast simdact is, by function and length."""
    data = json.loads(RESULTS.read_text(encoding="utf-8"))
    context, found = data["context"], {}
    for row in data["rows"]:
        cell = f"{ratio(row, 'high_ns')}, {ratio(row, 'fast_ns')}"
        found.setdefault((row["dtype"], row["function"], row["instead"]), {})[row["n"]] = cell
    lines = [
        f"Times as fast as what is written without simdact, `high` and `fast`, CPU time, {context['processor']},",
        f"{context['isa']}, NumPy {context['numpy']}, SciPy {context['scipy']} ([all times](speed.json)):",
        "",
        "| type | function | instead of | " + " | ".join(f"n = {n}" for n in LENGTHS) + " |",
        "|---|---|---|" + "---|" * len(LENGTHS),
    ]
    for (dtype, name, instead), cells in found.items():
        if name in SHOWN[dtype]:
            lines.append(f"| {dtype} | {name} | `{instead}` | " + " | ".join(cells[n] for n in LENGTHS) + " |")
    return "\n".join(lines) + "\n"


def main(command):
    if command == "measure":
        return measure()
    return measured.table_command(command, README, table())


if len(sys.argv) != 2 or sys.argv[1] not in ("measure", "table", "check"):
    sys.exit(__doc__)
sys.exit(main(sys.argv[1]))
