# SPDX-License-Identifier: MIT
"""speed.py measure [FUNCTION...]: times of PyTorch's kernels and of simdact's in their place, into speed.json, of which
simdact_torch.enable() makes its choice.
speed.py table: the README's table from it; speed.py check: whether the README has that table."""

import json
import os
import re
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
RESULTS, README = HERE / "speed.json", HERE / "README.md"
LENGTHS = (64, 4096, 2**20)
THREADS = (1, 2)
ROW = 256  # the length of a row of softmax, where there are as many elements
MARKS = re.compile(r"(<!-- table: speed.py table -->\n).*(<!-- end -->)", re.DOTALL)
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


def seconds(settings, call, arguments):
    """The least time of the call under each of the settings, which are taken in turn."""
    n = arguments[0].numel()
    repeats = max(1, 20000 // n)
    best = [float("inf")] * len(settings)
    for _ in range(40 if n < 100000 else 25):
        for k, choose in enumerate(settings):
            choose()
            start = time.perf_counter()
            for _ in range(repeats):
                call(*arguments)
            best[k] = min(best[k], (time.perf_counter() - start) / repeats)
    return best


def measure_call(key, call, dtype, n, threads):
    """A row: times in ns per element, None where there is no such kernel."""
    import torch

    import simdact_torch
    from simdact_torch._measured import candidates

    function, direction = key
    generator = torch.Generator().manual_seed(1)
    torch.set_num_threads(threads)
    x = torch.randn(n, generator=generator).mul_(3).to(getattr(torch, TORCH_TYPES[dtype]))
    if function == "log1p":
        x = x.abs_()
    saved = x if direction != "backward_from_output" else forwards()[function](x.double()).view(n).to(x.dtype)
    arguments = (x,) if direction == "forward" else (x, saved)
    settings = {"stock": simdact_torch.disable}
    # A derivative from the output has one kernel.
    for accuracy in candidates()[:1] if direction == "backward_from_output" else candidates():
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
    times = dict(zip(works, seconds(list(works.values()), call, arguments)))
    simdact_torch.disable()
    return {**row, **{f"{name}_ns": round(times[name] / n * 1e9, 4) if name in times else None for name in settings}}


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown"


def measure(names):
    import torch

    import simdact_torch

    data = json.loads(RESULTS.read_text(encoding="utf-8"))
    kept = [row for row in data["rows"] if names and row["function"] not in names]
    rows = []
    for key, call in calls().items():
        if names and key[0] not in names:
            continue
        for dtype in TORCH_TYPES:
            for n in LENGTHS:
                for threads in THREADS:
                    rows.append(measure_call(key, call, dtype, n, threads))
            print(*rows[-len(LENGTHS) * len(THREADS) :], sep="\n", flush=True)
    context = {
        "processor": processor(),
        "torch": torch.__version__,
        "cpu_capability": re.search(r"CPU capability usage: (\w+)", torch.__config__.show())[1],
        "simdact": simdact_torch.__version__,
        "date": time.strftime("%Y-%m-%d"),
        "load": os.getloadavg()[0],
    }
    lines = ",\n".join(json.dumps(row) for row in kept + rows)
    RESULTS.write_text(f'{{"context": {json.dumps(context, indent=1)},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")


def digits(quotient):
    return f"{quotient:.0f}" if quotient >= 10 else f"{quotient:.1f}" if quotient >= 1 else f"{quotient:.2f}"


def table():
    """What serves, and how many times as fast as PyTorch: by function, length and threads."""
    from simdact_torch._measured import by_key, candidates, choose

    data = json.loads(RESULTS.read_text(encoding="utf-8"))
    context, off, lines = data["context"], [], []
    for (function, direction, dtype), rows in by_key(data["rows"]).items():
        accuracy = choose(rows)
        name = {"forward": "", "backward": "'", "backward_from_output": "' from y"}[direction]
        if accuracy is None:
            off.append(f"{function}{name} {dtype}")
            continue
        if dtype != "f32" or "from" in name:
            continue
        cells = {(r["n"], r["threads"]): digits(r["stock_ns"] / r[f"{accuracy}_ns"]) for r in rows}
        columns = " | ".join(", ".join(cells[n, threads] for threads in THREADS) for n in LENGTHS)
        lines.append(f"| {function}{name} | {accuracy} | {columns} |")
    head = [
        f"Times as fast as PyTorch {context['torch']} ({context['cpu_capability']}) with 1 and 2 threads, float32,",
        f"{context['processor']} ([all types and times](speed.json)):",
        "",
        "| function | served by | " + " | ".join(f"n = {n}" for n in LENGTHS) + " |",
        "|---|---|" + "---|" * len(LENGTHS),
    ]
    left = (
        "Left to PyTorch, since " + " and ".join(candidates()) + " are slower: " + (", ".join(off) or "nothing") + "."
    )
    return "\n".join([*head, *lines, "", left]) + "\n"


def main(command, *names):
    if command == "measure":
        return measure(names)
    text = README.read_text(encoding="utf-8")
    written = MARKS.sub(lambda match: match[1] + table() + match[2], text)
    if command == "check":
        return None if written == text else f"{README}: not the table of {RESULTS.name}"
    return None if README.write_text(written, encoding="utf-8") else f"{README}: not written"


if len(sys.argv) < 2 or sys.argv[1] not in ("measure", "table", "check"):
    sys.exit(__doc__)
sys.exit(main(*sys.argv[1:]))
