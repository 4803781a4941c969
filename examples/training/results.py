# SPDX-License-Identifier: MIT
"""What the runs of one experiment come to: a row for each network and activation."""

import json
import math
from pathlib import Path
from statistics import fmean, median, stdev

KEPT = Path(__file__).parent / "results"
SATURATED = 1e-3  # a unit is, where |f'| is below it
QUANTILES = (0.01, 0.25, 0.5, 0.75, 0.99)  # of an activation's inputs
BINS, LOW, HIGH = 48, -4.0, 8.0  # of the histograms of outputs; what is beyond is counted in the outermost ones


def chosen(result, network, activation, kind="simdact"):
    """The runs of these, in the order of their seeds."""
    key = (network, activation, kind)
    return [run for run in result["runs"] if (run["network"], run["activation"], run["kind"]) == key]


def pairs(result):
    """Every (network, activation)."""
    return list(dict.fromkeys((run["network"], run["activation"]) for run in result["runs"]))


def finite(values):
    return [value for value in values if value is not None]


def mean(values):
    """None where training left the numbers."""
    values = list(values)
    return fmean(values) if values and len(finite(values)) == len(values) else None


def series(runs, quantity, of=lambda value: value):
    """The quantity by epoch, its mean over the seeds."""
    return [mean(of(run["epochs"][i][quantity]) for run in runs) for i in range(len(runs[0]["epochs"]))]


def by_layer(runs, quantity, epoch):
    """The quantity by layer, its mean over the seeds."""
    return [mean(values) for values in zip(*(run["epochs"][epoch][quantity] for run in runs))]


def time_ratio(stock, ours):
    """How many times as long an epoch takes with PyTorch's kernels: the median over the epochs, each beside its own."""
    ratios = [
        s["seconds"] / o["seconds"] for a, b in zip(stock, ours) for s, o in zip(a["epochs"][1:], b["epochs"][1:])
    ]
    return median(ratios)


def difference(stock, ours):
    """How far the kinds' final test losses are apart, and the standard deviation between seeds."""
    losses = [[run["epochs"][-1]["test_loss"] for run in runs] for runs in (stock, ours)]
    if None in losses[0] + losses[1]:
        return None, None
    apart = fmean(abs(a - b) for a, b in zip(*losses))
    return apart, stdev(losses[0]) if len(losses[0]) > 1 else None


def row(result, network, activation):
    stock, ours = (chosen(result, network, activation, kind) for kind in ("stock", "simdact"))
    apart, spread = difference(stock, ours)
    first, last = (by_layer(ours, "gradient_norms", epoch) for epoch in (0, -1))
    return {
        "network": network,
        "activation": activation,
        "op": ours[0]["op"],
        "accuracy": [run["epochs"][-1]["accuracy"] for run in ours],
        "stock_accuracy": [run["epochs"][-1]["accuracy"] for run in stock],
        "train_loss": series(ours, "train_loss")[-1],
        "test_loss": series(ours, "test_loss")[-1],
        "apart": apart,
        "spread": spread,
        "seconds": median(epoch["seconds"] for run in ours for epoch in run["epochs"][1:]),
        "time_ratio": time_ratio(stock, ours),
        "gradient_at_first": first[0],
        "gradient_decay": quotient(first[0], first[-1]),
        "gradient_decay_at_last": quotient(last[0], last[-1]),
        "dead": mean(by_layer(ours, "dead", -1)),
        "saturated": mean(by_layer(ours, "saturated", -1)),
        "inputs": inputs(ours),
    }


def quotient(a, b):
    return a / b if a is not None and b and math.isfinite(a / b) else None


def inputs(runs):
    """Between which two numbers 98 % of the inputs of every layer lay."""
    quantiles = [layer for run in runs for layer in run["inputs"]]
    if any(None in q for q in quantiles):
        return [None, None]
    return [min(q[0] for q in quantiles), max(q[-1] for q in quantiles)]


def summary(result):
    return [row(result, *pair) for pair in pairs(result)]


RIGHT = "right"


def derivatives(result, network, activation):
    """{what its derivative is: its runs}, the right one first; none of an activation that was trained with that alone."""
    key, kinds = (network, activation), {}
    for run in result["runs"]:
        if (run["network"], run["activation"]) == key and run["kind"] != "stock":
            kinds.setdefault(RIGHT if run["kind"] == "simdact" else run["kind"], []).append(run)
    return kinds if len(kinds) > 1 else {}


def faults(result):
    """A row for each network, activation and derivative of the activations that were trained with wrong ones too."""
    found = []
    for network, activation in pairs(result):
        kinds = derivatives(result, network, activation)
        right = [run["epochs"][-1]["test_loss"] for run in kinds.get(RIGHT, [])]
        for name, runs in kinds.items():
            ends = [run["epochs"][-1] for run in runs]
            loss = mean(end["test_loss"] for end in ends)
            known = loss is not None and None not in right
            found.append(
                {
                    "network": network,
                    "activation": activation,
                    "op": runs[0]["op"],
                    "derivative": name,
                    "accuracy": [end["accuracy"] for end in ends],
                    "train_loss": mean(end["train_loss"] for end in ends),
                    "test_loss": loss,
                    "apart": loss - fmean(right) if known else None,
                    "spread": stdev(right) if known and len(right) > 1 else None,
                    "decay": quotient(*(mean(end["gradient_norms"][layer] for end in ends) for layer in (0, -1))),
                }
            )
    return found


def verdict(row):
    """What a wrong derivative did to the test loss, measured by what another seed does."""
    if row["test_loss"] is None:
        return "lost"
    if row["apart"] is None or row["spread"] is None:
        return "unknown"
    return "alike" if abs(row["apart"]) <= row["spread"] else "higher" if row["apart"] > 0 else "lower"


def keep(result, name):
    """Writes what the docs show of it."""
    KEPT.mkdir(exist_ok=True)
    kept = {"context": result["context"], "settings": result["settings"], "faults": digits(faults(result))}
    compared = [{kind: c[kind] for kind in ("stock", "simdact")} for c in result["compared"]]
    rows = [digits(r | {"compared": c}) for r, c in zip(summary(result), compared)]
    lines = ",\n".join(json.dumps(entry) for entry in rows)
    file = KEPT / f"{name}.json"
    file.write_text(f'{json.dumps(kept)[:-1]}, "rows": [\n{lines}\n]}}\n', encoding="utf-8")
    return file


def digits(value):
    """Four digits of every number in it."""
    if isinstance(value, dict):
        return {key: digits(v) for key, v in value.items()}
    if isinstance(value, list):
        return [digits(v) for v in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value
