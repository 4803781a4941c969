# SPDX-License-Identifier: MIT
"""speed.py measure LIBRARY: times of nodes and models with the provider and without, into speed.json.
speed.py table: the README's table from it; speed.py check: whether the README has that table."""

import ctypes
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "common"))
import measured
from node_types import default_nodes, node_types

HERE = Path(__file__).parent
RESULTS, README = HERE / "speed.json", HERE / "README.md"
LENGTHS = (64, 4096, 2**20)
THREADED = 2**16  # short enough for runs that no other process interrupts
SHOWN = ("Mish", "Softplus", "Gelu", "silu", "Elu", "HardSwish", "Sigmoid", "Tanh", "Erf", "Softmax")
NODES = (
    *("Mish", "Softplus", "Gelu", "Gelu tanh", "erf gelu", "silu", "Elu", "Celu", "Selu", "HardSwish", "HardSigmoid"),
    *("LeakyRelu", "PRelu", "Sigmoid", "Tanh", "Erf", "Exp", "Softsign", "Softmax", "LogSoftmax"),
)


def nodes_model(name, n):
    """As many nodes with inputs of their own as make a run long beside its own cost; rows of 256 of Softmax."""
    import models
    from onnx import helper

    copies = 16 if n <= 4096 else 1
    shape = [n // 256, 256] if "oftmax" in name and n > 256 else [n]
    net, inputs, outputs = models.Builder(shape), [], []
    for k in range(copies):
        net.end = f"x{k}"
        inputs.append(helper.make_tensor_value_info(net.end, 1, shape))
        if name == "Gelu tanh":
            net.add("Gelu", net.end, approximate="tanh")
        elif name == "PRelu":
            net.add("PRelu", net.end, net.weight(1, size=0.1))
        else:
            net.activate(name)
        outputs.append(helper.make_tensor_value_info(net.end, 1, shape))
    graph = helper.make_graph(net.nodes, "graph", inputs, outputs, net.weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9), copies


def bound_run(model, provider_options, threads):
    """A call that runs the model on memory of its own; without the provider where it is given no options."""
    import numpy as np
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that spin while they wait measure what else the machine does.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    data = model.SerializeToString()
    if provider_options is None:
        session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    else:
        devices = [d for d in ort.get_ep_devices() if d.ep_name == "simdact"]
        options.add_provider_for_devices(devices, provider_options)
        session = ort.InferenceSession(data, options, enable_fallback=0)
    random, binding, arrays = np.random.default_rng(1), session.io_binding(), []
    for value in session.get_inputs():
        x = random.normal(0, 1 if len(value.shape) > 2 else 3, value.shape).astype(np.float32)
        arrays.append(ort.OrtValue.ortvalue_from_numpy(x))  # the binding does not keep it
        binding.bind_ortvalue_input(value.name, arrays[-1])
    for value in session.get_outputs():
        binding.bind_output(value.name)

    def call(_inputs=arrays):
        session.run_with_iobinding(binding)

    return call


def seconds(calls, budget):
    """The least time of each call, the calls taken in turn. It is what passes: of so short a call a virtual machine's clock
    of CPU time may show a part only."""
    best = [float("inf")] * len(calls)
    for call in calls:
        call()
    end, rounds = time.perf_counter() + budget, 0
    while rounds < 30 or time.perf_counter() < end:
        rounds += 1
        for k, call in enumerate(calls):
            start = time.perf_counter()
            call()
            call()
            best[k] = min(best[k], (time.perf_counter() - start) / 2)
    return best


def measure_one(door, model, threads, budget, scale, setups):
    """Times in microseconds by setup, and how many nodes the library computed with each."""
    calls, row = [bound_run(model, options, threads) for options in setups.values()], {}
    for name, call in zip(setups, calls):
        before = door.simdact_onnxruntime_calls()
        call()
        if name != "stock":
            row[f"{name}_nodes"] = door.simdact_onnxruntime_calls() - before
    return row | {f"{name}_us": round(t * scale, 4) for name, t in zip(setups, seconds(calls, budget))}


def measured_models():
    import models

    return {
        "convnet with Mish": models.convnet("Mish"),
        **{
            f"perceptron with {name}": models.perceptron(name)
            for name in ("Mish", "Softplus", "Elu", "Selu", "Sigmoid", "Tanh")
        },
        **{f"transformer with {name}": models.transformer(name) for name in ("erf gelu", "silu")},
    }


def measure(library):
    import onnxruntime as ort

    door = ctypes.CDLL(library)
    door.simdact_onnxruntime_calls.restype = ctypes.c_uint64
    ort.register_execution_provider_library("simdact", library)
    rows = []
    every = {"nodes": ",".join(node_types())}
    setups = {"high": every, "fast": {**every, "accuracy": "fast"}, "stock": None}
    for name in NODES:
        for n, threads in (*((n, 1) for n in LENGTHS), (THREADED, 2)):
            model, copies = nodes_model(name, n)
            times = measure_one(door, model, threads, 0.5, 1e6 / copies, setups)
            rows.append({"node": name, "n": n, "threads": threads, **times})
            print(rows[-1], flush=True)
    setups = {"high": {}, "fast": {"accuracy": "fast"}, "fused": {"fused": "1"}, "stock": None}
    for name, model in measured_models().items():
        for threads in (1, 2):
            rows.append({"model": name, "threads": threads, **measure_one(door, model, threads, 2.5, 1e6, setups)})
            print(rows[-1], flush=True)
    measured.save(RESULTS, rows, onnxruntime=ort.__version__)


def ratios(row, *setups):
    """How many times as fast, to two digits."""
    return ", ".join(measured.digits(row["stock_us"] / row[f"{setup}_us"]) for setup in setups)


def model_line(rows):
    """A model's, of 1 thread and of 2; nothing stands where ONNX Runtime computes all."""
    cells = [ratios(row, "high", "fast") if row["high_nodes"] else "" for row in rows]
    cells += [ratios(row, "fused") if row["fused_nodes"] > row["high_nodes"] else "" for row in rows]
    return " | ".join([rows[0]["model"], *cells])


def table():
    data = json.loads(RESULTS.read_text(encoding="utf-8"))
    context, rows = data["context"], data["rows"]
    asked_for = sorted(set(node_types()) - default_nodes())
    lines = [
        f"Computed only where `nodes` asks for it, as ONNX Runtime's own is faster: {', '.join(asked_for) or 'nothing'}.",
        "Any other node below 1 in the table, as Tanh, is slower too, and computed all the same, for its accuracy and its bits.",
        "",
        f"Times as fast as ONNX Runtime {context['onnxruntime']} alone, `high` and `fast`, f32, {context['processor']}"
        " (AVX-512): time that",
        "passes, with threads that do not spin, on a machine of 2 CPUs. More nodes, and all times, in [speed.json](speed.json).",
        "",
        "| node | " + " | ".join(f"n = {n}" for n in LENGTHS) + f" | n = {THREADED}, 2 threads |",
        "|---|" + "---|" * (len(LENGTHS) + 1),
    ]
    for name in SHOWN:
        cells = [ratios(row, "high", "fast") for row in rows if row.get("node") == name]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += ["", "| model | 1 thread | 2 threads | `fused`, 1 thread | `fused`, 2 threads |", "|---|---|---|---|---|"]
    for name in dict.fromkeys(row["model"] for row in rows if "model" in row):
        lines.append(f"| {model_line([row for row in rows if row.get('model') == name])} |")
    return "\n".join(lines) + "\n"


def main(command, *arguments):
    if command == "measure":
        return measure(*arguments)
    return measured.table_command(command, README, table())


if (sys.argv[1:2], len(sys.argv)) not in ((["measure"], 3), (["table"], 2), (["check"], 2)):
    sys.exit(__doc__)
sys.exit(main(*sys.argv[1:]))
