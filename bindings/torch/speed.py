# SPDX-License-Identifier: MIT
"""speed.py measure [FUNCTION...]: times of PyTorch's kernels and of simdact's in their place, into speed.json, of which
simdact_torch.enable() makes its choice.
speed.py again: measures once more where two threads were slower than one, or something slower than PyTorch, as on a
machine that has other work; the lesser times are kept.
speed.py table: the tables of README.md and speed.md from it; speed.py check: whether they have them."""

import json
import re
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.resolve().parent / "common"))
import measured

RESULTS, README, PAGE = HERE / "speed.json", HERE / "README.md", HERE / "speed.md"
SHOWN = "exp tanh sigmoid erf swish mish gelu gelu_tanh elu softplus softmax".split()
LENGTHS = (64, 4096, 2**20)
THREADS = (1, 2)
ROW = 256  # the length of a row of softmax, where there are as many elements
TORCH_TYPES = {"f32": "float32", "f64": "float64", "f16": "float16", "bf16": "bfloat16"}


def forwards():
    """{function of the library: PyTorch's that it serves}"""
    import torch
    import torch.nn.functional as F

    return {
        "exp": torch.exp,
        "expm1": torch.expm1,
        "log1p": torch.log1p,
        "erf": torch.erf,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "elu": F.elu,
        "celu": lambda x: F.celu(x, 2.0),
        "selu": torch.selu,
        "softplus": F.softplus,
        "log_sigmoid": F.logsigmoid,
        "swish": F.silu,
        "mish": F.mish,
        "gelu": F.gelu,
        "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
        "hard_swish": F.hardswish,
        "softmax": lambda x: torch.softmax(x.view(-1, min(ROW, x.numel())), -1),
        "log_softmax": lambda x: torch.log_softmax(x.view(-1, min(ROW, x.numel())), -1),
    }


def backwards():
    """{(function, direction): PyTorch's derivative of (dy, x or y)}"""
    import torch

    aten = torch.ops.aten
    selu = (1.6732632423543772848170429916717, 1.0507009873554804934193349852946, 1.0)

    def rows(derivative):
        def call(dy, y):
            shape = (-1, min(ROW, y.numel()))
            return derivative(dy.view(shape), y.view(shape), 1, y.dtype)

        return call

    def elu(is_result, alpha, scale, input_scale):
        return lambda dy, saved: aten.elu_backward(dy, alpha, scale, input_scale, is_result, saved)

    found = {
        ("tanh", "backward_from_output"): aten.tanh_backward,
        ("sigmoid", "backward_from_output"): aten.sigmoid_backward,
        ("softplus", "backward"): lambda dy, x: aten.softplus_backward(dy, x, 1.0, 20.0),
        ("log_sigmoid", "backward"): lambda dy, x: aten.log_sigmoid_backward(dy, x, x),
        ("swish", "backward"): aten.silu_backward,
        ("mish", "backward"): aten.mish_backward,
        ("gelu", "backward"): aten.gelu_backward,
        ("gelu_tanh", "backward"): lambda dy, x: aten.gelu_backward(dy, x, approximate="tanh"),
        ("hard_swish", "backward"): aten.hardswish_backward,
        ("softmax", "backward_from_output"): rows(aten._softmax_backward_data),
        ("log_softmax", "backward_from_output"): rows(aten._log_softmax_backward_data),
    }
    for name, arguments in (("elu", (1.0, 1.0, 1.0)), ("celu", (2.0, 1.0, 0.5)), ("selu", selu)):
        found[name, "backward"] = elu(False, *arguments)
        found[name, "backward_from_output"] = elu(True, *arguments)
    return found


def calls():
    """{(function, direction): PyTorch's function of (x,) or (dy, saved)}"""
    return {**{(name, "forward"): call for name, call in forwards().items()}, **backwards()}


def seconds(settings, call, arguments, least):
    """The least time of the call under each of the settings, which are taken in turn for so many seconds at least."""
    repeats = max(1, 20000 // arguments[0].numel())
    best = [float("inf")] * len(settings)
    begin, rounds = time.perf_counter(), 0
    while rounds < 25 or time.perf_counter() - begin < least:
        rounds += 1
        for k, choose in enumerate(settings):
            choose()
            start = time.perf_counter()
            for _ in range(repeats):
                call(*arguments)
            best[k] = min(best[k], (time.perf_counter() - start) / repeats)
    return best


def own_accuracies(function, direction, dtype):
    """The accuracies to choose from that have kernels of their own, which their bounds tell."""
    from simdact_torch import _core
    from simdact_torch._choice import ACCURACIES, DTYPES, FUNCTION_IDS
    from simdact_torch._measured import candidates

    if direction == "backward_from_output":  # which is one kernel
        return candidates()[:1]
    found = {}
    for accuracy in candidates():
        ids = FUNCTION_IDS[function], DTYPES.index(dtype) + 1, ACCURACIES[accuracy]
        bound = _core.bound(*ids, direction == "backward")
        found.setdefault(accuracy if bound is None else bound, accuracy)
    return list(found.values())


def measure_call(key, call, dtype, n, threads):
    """A row: times in ns per element, None where there is no such kernel."""
    import torch

    import simdact_torch

    function, direction = key
    generator = torch.Generator().manual_seed(1)
    torch.set_num_threads(threads)
    x = torch.randn(n, generator=generator).mul_(3).to(getattr(torch, TORCH_TYPES[dtype]))
    if function == "log1p":
        x = x.abs_()
    saved = x if direction != "backward_from_output" else forwards()[function](x.double()).view(n).to(x.dtype)
    arguments = (x,) if direction == "forward" else (x, saved)
    settings = {"stock": simdact_torch.disable}
    for accuracy in own_accuracies(function, direction, dtype):
        settings[accuracy] = lambda accuracy=accuracy: simdact_torch.enable(functions={function: accuracy})
    row = {"function": function, "direction": direction, "dtype": dtype, "n": n, "threads": threads}
    works = {}
    for name, choose in settings.items():
        choose()
        before = simdact_torch.calls()
        try:
            call(*arguments)
        except RuntimeError:
            continue
        if name == "stock" or simdact_torch.calls() != before:
            works[name] = choose
    # Where threads are in use, it takes longer until no other process is in the way.
    least = 0.1 if threads == 1 or n < 100000 else 1.5
    times = dict(zip(works, seconds(list(works.values()), call, arguments, least)))
    simdact_torch.disable()
    return {**row, **{f"{name}_ns": round(times[name] / n * 1e9, 4) if name in times else None for name in settings}}


IDENTITY = ("function", "direction", "dtype", "n", "threads")


def least(row, other):
    """The row with the lesser of both times in each place. None is less than no time: it is no kernel."""
    return {k: v if k in IDENTITY or v is None or other.get(k) is None else min(v, other[k]) for k, v in row.items()}


def looks_disturbed(row, by_one_thread):
    """Something is slower than with one thread, or than PyTorch."""
    times = {k: v for k, v in row.items() if k.endswith("_ns") and v is not None}
    alone = by_one_thread.get(tuple(row[k] for k in IDENTITY[:4]), {})
    return any(v > 1.1 * alone.get(k, v) or row["stock_ns"] and v > row["stock_ns"] for k, v in times.items())


def write(rows):
    import torch

    import simdact_torch

    capability = re.search(r"CPU capability usage: (\w+)", torch.__config__.show())[1]
    measured.save(RESULTS, rows, torch=torch.__version__, cpu_capability=capability, simdact=simdact_torch.__version__)


def measure(names):
    data = json.loads(RESULTS.read_text(encoding="utf-8"))
    rows = [row for row in data["rows"] if names and row["function"] not in names]
    for key, call in calls().items():
        if names and key[0] not in names:
            continue
        for dtype in TORCH_TYPES:
            rows += [measure_call(key, call, dtype, n, threads) for n in LENGTHS for threads in THREADS]
            print(*rows[-len(LENGTHS) * len(THREADS) :], sep="\n", flush=True)
    write(rows)


def measure_again():
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))["rows"]
    by_one_thread = {tuple(row[k] for k in IDENTITY[:4]): row for row in rows if row["threads"] == 1}
    for place, row in enumerate(rows):
        if looks_disturbed(row, by_one_thread):
            key = row["function"], row["direction"]
            rows[place] = least(row, measure_call(key, calls()[key], row["dtype"], row["n"], row["threads"]))
            print(rows[place], flush=True)
    write(rows)


def name_of(key):
    function, direction, _ = key
    return function + {"forward": "", "backward": "'", "backward_from_output": "' from y"}[direction]


def line(key, rows, accuracy, first):
    """How many times as fast as PyTorch, by length and, within a cell, threads."""
    cells = {}
    for row in rows:
        own = row.get(f"{accuracy}_ns")
        cells[row["n"], row["threads"]] = "new" if row["stock_ns"] is None else measured.digits(row["stock_ns"] / own)
    columns = [", ".join(cells[n, threads] for threads in THREADS) for n in LENGTHS]
    return "| " + " | ".join([*first, name_of(key), accuracy, *columns]) + " |"


def head(first):
    columns = [*first, "function", "accuracy", *(f"n = {n}" for n in LENGTHS)]
    return ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]


def left_to_pytorch(groups):
    from simdact_torch._measured import choose

    lines = []
    for dtype in TORCH_TYPES:
        names = [name_of(key) for key, rows in groups.items() if key[2] == dtype and choose(rows) is None]
        if names:
            lines.append(f"{dtype}: {', '.join(names)}")
    return "; ".join(lines) or "nothing"


def tables():
    """The README's table and the page's."""
    from simdact_torch._measured import by_key, candidates, choose

    data = json.loads(RESULTS.read_text(encoding="utf-8"))
    context, groups = data["context"], by_key(data["rows"])
    stock = f"PyTorch {context['torch']} ({context['cpu_capability']})"
    about = f"Times as fast as {stock}, with 1 and 2 threads, on {context['processor']}"
    short, whole = head([]), head(["type"])
    for key, rows in groups.items():
        chosen = choose(rows)
        if chosen and key[1] == "forward" and key[2] == "f32" and key[0] in SHOWN:
            short.append(line(key, rows, chosen, []))
        for accuracy in candidates():
            if rows[0].get(f"{accuracy}_ns") is not None:
                text = line(key, rows, accuracy, [key[2]])
                whole.append(text.replace(f"| {accuracy} |", f"| **{accuracy}** |") if accuracy == chosen else text)
    left = f"Slower in places, and so left to PyTorch unless asked for: {left_to_pytorch(groups)}."
    readme = "\n".join([f"{about}, float32 ([all](speed.md)):", "", *short]) + "\n"
    page = [
        "<!-- SPDX-License-Identifier: MIT -->",
        "<!-- Written by speed.py table. -->",
        "# Speed of simdact for PyTorch",
        "",
        f"{about}. An accent marks a derivative, *new* what PyTorch has no kernel for; **bold** what `enable()` chooses.",
        "",
        *whole,
        "",
        left,
    ]
    return readme, "\n".join(page) + "\n"


def main(command, *names):
    if command in ("measure", "again"):
        return measure(names) if command == "measure" else measure_again()
    readme, page = tables()
    wrong = measured.table_command(command, README, readme)
    if command == "table":
        PAGE.write_text(page, encoding="utf-8")
    elif PAGE.read_text("utf-8") != page:
        wrong = wrong or f"{PAGE}: not the table of {RESULTS.name}"
    return wrong


if len(sys.argv) < 2 or sys.argv[1] not in ("measure", "again", "table", "check"):
    sys.exit(__doc__)
sys.exit(main(*sys.argv[1:]))
