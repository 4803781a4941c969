# SPDX-License-Identifier: MIT
"""The page: pictures and tables of one experiment, in the look of tools/report."""

import multiprocessing
from pathlib import Path

import numpy
from report import figures, page, style

from . import results
from .results import BINS, HIGH, LOW, SATURATED

HERE = Path(__file__).parent
TITLES = {"mlp": "4 layers", "deep": "20 layers"}
KINDS = {"stock": "PyTorch", "simdact": "simdact"}
FAULTS = "faults"  # which pictures, in place of an activation
# Kindred functions share one of the report's colours and differ in their lines.
LOOKS = {
    "sigmoid": ("ink", "-"),
    "tanh": ("ink", "--"),
    "relu": ("simdact", "-"),
    "leaky_relu": ("simdact", "--"),
    "prelu": ("simdact", ":"),
    "elu": ("libmvec", "-"),
    "selu": ("libmvec", "--"),
    "softplus": ("libmvec", ":"),
    "swish": ("onednn", "-"),
    "swish, learned": ("onednn", "--"),
    "mish": ("eigen", "-"),
    "gelu": ("libtorch", "-"),
    "hard_swish": ("eigen", "--"),
    "maxout": ("highway", "-"),
}


def look(activation):
    colour, line = LOOKS[activation]
    return {"color": style.THEME[colour][0], "ls": line, "lw": 1.6, "marker": ".", "ms": 4}


def nan(values):
    return [numpy.nan if value is None else value for value in values]


def lines(title, drawn, x_label, y_label, log=False, looks=None):
    """A line for each activation: {activation: (x, y)}; or for what else there is, with looks of its own."""
    looks = looks or {activation: look(activation) for activation in drawn}
    figure, axes = figures.new(title, [figures.handle(name, **looks[name]) for name in drawn])
    for name, (x, y) in drawn.items():
        (line,) = axes.plot(x, nan(y), **looks[name])
        figures.named(line, name)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.xaxis.get_major_locator().set_params(integer=True)
    if log:
        axes.set_yscale("log")
    return figure


def rows(title, drawn, x_label, marks):
    """A row for each activation and in it marks: {activation: {what: values}}; marks: {what: look}."""
    handles = [figures.handle(what, ls="", **mark) for what, mark in marks.items()]
    figure, axes = figures.new(title, handles, 1.2 + 0.19 * len(drawn))
    axes.set_yticks(range(len(drawn)), list(drawn))
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    for row, (activation, found) in enumerate(drawn.items()):
        for what, values in found.items():
            (points,) = axes.plot(nan(values), [row] * len(values), ls="", **marks[what])
            shown = ", ".join(style.short(value) for value in values[:12])
            figures.named(points, f"{activation}, {what}: {shown}")
    axes.set_xlabel(x_label)
    return figure


def marks(*names):
    """The first full, the second hollow."""
    ink, paper = style.THEME["ink"][0], style.THEME["paper"][0]
    colour = style.THEME["simdact"][0]
    full = {"marker": "o", "ms": 5, "mfc": colour, "mec": ink, "mew": 0.4, "zorder": 4}
    return dict(zip(names, (full, {"marker": "s", "ms": 5, "mfc": paper, "mec": ink, "mew": 1.1})))


def overview(result, network):
    """The pictures of all activations of a network."""
    activations = [a for n, a in results.pairs(result) if n == network]
    runs = {kind: {a: results.chosen(result, network, a, kind) for a in activations} for kind in KINDS}
    ours, count = runs["simdact"], len(next(iter(runs["simdact"].values()))[0]["epochs"])
    of = f"{TITLES[network]}, {result['context']['images']}"
    epochs = list(range(count))

    def by_epoch(quantity):
        return {a: (epochs, results.series(ours[a], quantity)) for a in activations}

    def by_depth(epoch):
        found = {a: results.by_layer(ours[a], "gradient_norms", epoch) for a in activations}
        return {a: (range(1, len(norms) + 1), norms) for a, norms in found.items()}

    def of_kinds(quantity, first=0):
        values = {
            k: {a: [e[quantity] for r in runs[k][a] for e in r["epochs"][first:]] for a in activations} for k in KINDS
        }
        return {a: {label: values[kind][a] for kind, label in reversed(KINDS.items())} for a in activations}

    units = {a: {w: results.by_layer(ours[a], w, -1) for w in ("dead", "saturated")} for a in activations}
    kinds, norm = marks(KINDS["simdact"], KINDS["stock"]), "norm of the weights' gradient"
    return {
        "train_loss": lines(f"{of}: training loss", by_epoch("train_loss"), "epoch", "loss"),
        "test_loss": lines(f"{of}: test loss", by_epoch("test_loss"), "epoch", "loss"),
        "accuracy": rows(
            f"{of}: accuracy at the end", of_kinds("accuracy", -1), "share of test images, each seed", kinds
        ),
        "gradients": lines(f"{of}: gradients before training", by_depth(0), "layer", norm, log=True),
        "gradients-end": lines(f"{of}: gradients at the end", by_depth(-1), "layer", norm, log=True),
        "units": rows(f"{of}: dead, saturated", units, "share", marks("dead", "saturated")),
        "seconds": rows(f"{of}: time", of_kinds("seconds", 1), "seconds of an epoch", kinds),
    }


# The right derivative first.
FAULT_LOOKS = [("ink", "-"), ("simdact", "--"), ("libmvec", ":"), ("onednn", "-."), ("eigen", "--")]


def fault_pictures(result, network):
    """The test losses with wrong derivatives: by epoch, of each activation, and of each seed at the end."""
    of, found, ends = f"{TITLES[network]}, {result['context']['images']}", {}, {}
    for activation in (a for n, a in results.pairs(result) if n == network):
        kinds = results.derivatives(result, network, activation)
        looks = {
            kind: {"color": style.THEME[colour][0], "ls": line, "lw": 1.6, "marker": ".", "ms": 4}
            for kind, (colour, line) in zip(kinds, FAULT_LOOKS)
        }
        curves = {kind: results.series(runs, "test_loss") for kind, runs in kinds.items()}
        drawn = {kind: (range(len(losses)), losses) for kind, losses in curves.items()}
        if drawn:
            title = f"{of}: test loss, {activation}'s derivative"
            found[f"faults-{activation}"] = lines(title, drawn, "epoch", "loss", looks=looks)
        for kind, runs in kinds.items():
            what = kind if kind == results.RIGHT else "wrong"
            ends[f"{activation}, {kind}"] = {what: [run["epochs"][-1]["test_loss"] for run in runs]}
    if ends:
        title = f"{of}: test loss at the end"
        found["faults"] = rows(title, ends, "loss, each seed", marks(results.RIGHT, "wrong"))
    return found


def shape(result, network, activation):
    """f and f', and beneath them between which inputs 98 % of each layer's lay, the first layer's on top."""
    curve = compared(result, network, activation)["curve"]
    quantiles = [numpy.array(nan(layer)) for layer in results.chosen(result, network, activation)[0]["inputs"]]
    looks = {"f": {"color": style.THEME["ink"][0], "ls": "--"}, "f'": {"color": style.THEME["simdact"][0], "lw": 2}}
    band = {"color": style.THEME["libmvec"][0], "lw": 2.2}
    handles = [figures.handle(name, **how) for name, how in looks.items()] + [figures.handle("98 % of inputs", **band)]
    figure, axes = figures.new(f"{activation}, {result['context']['images']}: its inputs at the end", handles)
    for name, key in (("f", "f"), ("f'", "slope")) if curve else ():
        (line,) = axes.plot(curve["x"], curve[key], **looks[name])
        figures.named(line, f"{name}, {activation}")
    bottom, step = -1.8, 1.4 / max(8, len(quantiles))
    for layer, q in enumerate(quantiles):
        (line,) = axes.plot(numpy.clip([q[0], q[-1]], -6, 6), [bottom - layer * step] * 2, **band)
        figures.named(
            line, f"layer {layer + 1}: {style.short(q[0])} to {style.short(q[-1])}, median {style.short(q[2])}"
        )
    axes.set_xlim(-6, 6)
    axes.set_ylim(bottom - 1.6, 3)
    axes.set_xlabel("input")
    return figure


def histogram(result, network, activation):
    """Of the outputs of the first, the middle and the last hidden layer."""
    layers = results.chosen(result, network, activation)[0]["outputs"]
    picked = sorted({0, len(layers) // 2, len(layers) - 1})
    looks = [
        {"color": style.THEME[name][0], "ls": ls} for name, ls in (("ink", ":"), ("libmvec", "--"), ("simdact", "-"))
    ]
    handles = [figures.handle(f"layer {i + 1}", **how) for i, how in zip(picked, looks)]
    figure, axes = figures.new(f"{activation}, {result['context']['images']}: outputs at the end", handles)
    edges = numpy.linspace(LOW, HIGH, BINS + 1)
    for layer, how in zip(picked, looks):
        line = axes.stairs(numpy.array(layers[layer]) / sum(layers[layer]), edges, **how)
        figures.named(line, f"layer {layer + 1}")
    axes.set_yscale("log")
    axes.set_xlabel("output")
    axes.set_ylabel("share")
    return figure


def compared(result, network, activation):
    return next(c for c in result["compared"] if (c["network"], c["activation"]) == (network, activation))


def drawn(result, network, activation):
    """The SVGs of a network, of its wrong derivatives, or of an activation in it."""
    if activation in (None, FAULTS):
        found = (overview if activation is None else fault_pictures)(result, network)
        return [figures.svg(figure, f"{network}-{slug(name)}") for name, figure in found.items()]
    name = f"{network}-{slug(activation)}"
    return [figures.svg(draw(result, network, activation), f"{name}-{draw.__name__}") for draw in (shape, histogram)]


def names(rows, apart=False):
    """Of wrong derivatives, with how far their losses are from the right one's where that is asked for."""
    texts = [f"{row['activation']} ({row['derivative']})" for row in rows]
    if apart:
        texts = [f"{text} by {style.short(abs(row['apart']), 2)}" for text, row in zip(texts, rows)]
    return ", ".join(texts)


def slug(activation):
    return activation.replace(", ", "-")


def write(result, folder):
    """Writes the page into the folder; returns its path."""
    networks = list(dict.fromkeys(run["network"] for run in result["runs"]))
    keys = [(network, which) for network in networks for which in (None, FAULTS)] + results.pairs(result)
    with multiprocessing.get_context("spawn").Pool() as pool:
        pictures = dict(zip(keys, pool.starmap(drawn, [(result, *key) for key in keys], chunksize=1)))
    environment = page.environment(HERE)
    environment.filters |= {"slug": slug, "mean": results.mean, "names": names}
    html = environment.get_template("page.html").render(
        result=result,
        networks={
            network: [row for row in results.summary(result) if row["network"] == network] for network in networks
        },
        faults={
            network: [
                row | {"verdict": results.verdict(row)} for row in results.faults(result) if row["network"] == network
            ]
            for network in networks
        },
        right=results.RIGHT,
        compared={(c["network"], c["activation"]): c for c in result["compared"]},
        titles=TITLES,
        kinds=KINDS,
        saturated=SATURATED,
        pictures=pictures,
        css=page.css(),
        script=page.script(),
    )
    file = folder / "index.html"
    file.write_text(html, encoding="utf-8")
    return file
