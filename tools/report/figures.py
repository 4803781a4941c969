# SPDX-License-Identifier: MIT
"""The pictures: of all functions, and of one function itself, its accuracy against speed, its error along the input axis,
and its time against array length."""

import io
import math
import re
from functools import cache, partial
from pathlib import Path

import jinja2
import matplotlib
import numpy

matplotlib.use("svg")
from matplotlib import pyplot, ticker
from matplotlib.lines import Line2D

from record import accuracies

from . import style
from .results import USUAL_INPUTS

INK, MUTED, GRID, PAPER = (style.THEME[name][0] for name in ("ink", "muted", "grid", "paper"))
WIDTH, HEIGHT = 4.9, 3.1  # inches; at 72 units each, legible on a telephone and twice as large on a screen
LEGEND_ROW = 0.19
WORST = 1e9  # ulp: where larger errors are drawn; not one bit is right
LEGEND_COLUMNS = 3
HERE = Path(__file__).parent

pyplot.style.use(HERE / "report.mplstyle")
COLOURED = {
    INK: "axes.labelcolor axes.titlecolor xtick.labelcolor ytick.labelcolor text.color",
    MUTED: "axes.edgecolor xtick.color ytick.color",
    GRID: "grid.color",
    PAPER: "figure.facecolor axes.facecolor",
}
pyplot.rcParams.update({name: colour for colour, names in COLOURED.items() for name in names.split()})


def new(title, handles, height=HEIGHT):
    """A figure with its legend below the axes."""
    figure, axes = pyplot.subplots(figsize=(WIDTH, height + LEGEND_ROW * -(-len(handles) // LEGEND_COLUMNS)))
    axes.set_title(title)
    below = -0.52 / height
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.46, below), ncol=LEGEND_COLUMNS)
    return figure, axes


def handle(label, **look):
    return Line2D([], [], label=label, **look)


def named(artist, text):
    """Browsers show the text under the pointer."""
    artist.set_gid(f"title:{text}")


def describe(function, c):
    wrong = f", wrong for {' '.join(c.wrong)}" if c.wrong else ""
    return f"{style.label(c)}, {c.isa}: {style.digits(function.ns(c))} ns, {style.ulp(c.ulp)} ulp{wrong}"


def drawn(ulp):
    return WORST if math.isnan(ulp) else min(ulp, WORST)


def decimal(axis):
    """A logarithmic axis whose numbers are written as numbers."""
    axis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5), numticks=8))
    axis.set_major_formatter(ticker.FuncFormatter(lambda value, _: style.tick(value)))
    axis.set_minor_locator(ticker.NullLocator())


def ulp_axis(axes, errors):
    """Linear up to the largest error that an accuracy promises, and logarithmic beyond."""
    promised = [1, max(accuracies().values())]
    top = max(promised[-1] + 1, *map(drawn, errors))
    axes.set_yscale("symlog", linthresh=promised[-1], linscale=4)
    axes.set_ylim(-0.1, top * 1.3)
    decades = range(1, math.floor(math.log10(top)) + 1)
    ticks = [0, *promised, *(10.0**e for e in decades[len(decades) > 3 :: 1 + len(decades) // 6])]
    axes.set_yticks(ticks, map(style.tick, ticks))
    axes.yaxis.set_minor_locator(ticker.NullLocator())
    axes.set_ylabel(f"largest error, ulp{'' if top < WORST else f' (to {style.tick(WORST)} and beyond)'}")


def mark(axes, function, c, y, right):
    """The candidate's mark at its time; hollow where it is not right."""
    face, edge = (style.colour(c), INK) if right else (PAPER, style.colour(c))
    look = {"mfc": face, "mec": edge, "mew": 0.4 if right else 1.3, "zorder": 4 if c.ours else 3}
    (point,) = axes.plot(function.ns(c), y, ls="", marker=style.mark(c), clip_on=False, **look)
    named(point, f"{function.op}, {describe(function, c)}")


def mark_handles(candidates, hollow, direction):
    """One for each of our tiers and for each library."""
    looks = {}
    for c in sorted(candidates, key=style.order):
        name = style.label(c) if c.ours else style.words(style.library(c))
        looks.setdefault(name, {"marker": style.mark(c), "mfc": style.colour(c), "mec": INK, "mew": 0.4, "ls": ""})
    return [handle(name, **look) for name, look in looks.items()] + [
        handle(hollow, marker="o", mfc=PAPER, mec=MUTED, mew=1.3, ls=""),
        handle("copy" if direction == "forward" else "dy x", color=INK, ls="--", lw=0.9),
    ]


def loop_line(axes, functions, isa):
    times = [f.ns(f.loop(isa)) for f in functions if f.loop(isa)]
    if times:
        axes.axvline(min(times), color=INK, lw=0.9, ls="--", zorder=1)


def overview(functions, isa):
    """A row for every function: time, with those hollow that are not right."""
    shown = {f.op: [c for c in f.on(isa) if c.ours or c.peer] for f in functions}
    largest = max(accuracies().values())
    handles = mark_handles(
        [c for cs in shown.values() for c in cs], f"> {largest:g} ulp or wrong", functions[0].direction
    )
    title = f"Time on {style.words(isa)}: {style.words(functions[0].direction)}, {functions[0].dtype}"
    figure, axes = new(title, handles, 1.0 + 0.22 * len(functions))
    axes.set_xscale("log")
    decimal(axes.xaxis)
    axes.set_ylim(len(functions) - 0.4, -0.6)
    axes.set_yticks(range(len(functions)), [f.op for f in functions])
    for tick, function in zip(axes.get_yticklabels(), functions):
        tick.set_url(f"#{'-'.join(function.key)}")
    axes.tick_params(axis="y", length=0)
    loop_line(axes, functions, isa)
    for row, function in enumerate(functions):
        for c in shown[function.op]:
            mark(axes, function, c, row, c.keeps(largest) or math.isnan(c.ulp))
    axes.set_xlabel("ns per element")
    return figure


@cache
def formulas():
    """The functions as they are drawn, each with the argument x, an array."""
    texts = re.findall(r"^(\w+) = (.+)$", (HERE / "formulas.txt").read_text(encoding="utf-8"), re.MULTILINE)
    known = {**vars(numpy), "erf": numpy.vectorize(math.erf)}
    return {op: partial(jinja2.Environment().compile_expression(text), known) for op, text in texts}


CURVE_LOOKS = {"f": {"color": INK, "ls": "--"}, "f'": {"color": style.THEME["simdact"][0]}}


def draw_curves(axes, op, thick, halfwidth, steps, h=2.0**-18):
    """The function and its derivative, as quotients of differences across no jump; one of them is the thicker."""
    f = formulas()[op]
    x = numpy.linspace(-halfwidth, halfwidth, steps)
    with numpy.errstate(all="ignore"):  # log1p ends at -1
        drawn = {"f": f(x=x), "f'": (f(x=x + h) - f(x=x - h)) / (2 * h)}
    for name, y in drawn.items():
        (drawing,) = axes.plot(x, y, **{**CURVE_LOOKS[name], "lw": 2.4 if name == thick else 1.5})
        named(drawing, f"{name}, {op}")
    axes.set_ylim(max(-3, axes.get_ylim()[0]), min(6, axes.get_ylim()[1]))
    axes.set_xlabel("x")


def curves(function):
    """That of the direction is the thicker."""
    handles = [handle(name, **look) for name, look in CURVE_LOOKS.items()]
    figure, axes = new(f"{function.op} and its derivative", handles)
    draw_curves(axes, function.op, "f" if function.direction == "forward" else "f'", halfwidth=7, steps=1500)
    return figure


def sketch(op):
    """The function and its derivative, for a page of the docs; laid out by hand, which is quick."""
    figure = pyplot.Figure(figsize=(WIDTH, 2.4), layout="none")
    axes = figure.add_axes((0.07, 0.17, 0.91, 0.8))
    draw_curves(axes, op, "f", halfwidth=6, steps=401)
    axes.legend(handles=[handle(name, **look) for name, look in CURVE_LOOKS.items()], loc="upper left")
    return figure


def scatter(function, isa):
    """Accuracy against speed; hollow where a special value is wrong."""
    shown = [c for c in function.on(isa) if c.ours or c.peer]
    title = f"{function.op} {style.words(function.direction)}: accuracy against speed, {style.words(isa)}"
    figure, axes = new(title, mark_handles(shown, "a special value is wrong", function.direction))
    axes.set_xscale("log")
    decimal(axes.xaxis)
    ulp_axis(axes, [c.ulp for c in shown])
    loop_line(axes, [function], isa)
    for c in shown:
        mark(axes, function, c, drawn(c.ulp), not c.wrong)
        if c.ours:
            place = (function.ns(c), drawn(c.ulp))
            axes.annotate(c.name, place, (0, 6), textcoords="offset points", ha="center", fontsize=8.5)
    axes.set_xlabel(f"ns per element, n = {style.size(function.main)}")
    return figure


def line(c):
    look = {"color": style.colour(c), "ls": style.TIER_LINES.get(c.name, "-" if c.peer else "-."), "lw": 1 + c.ours}
    return look | ({"marker": style.mark(c), "ms": 4, "markevery": 0.1} if c.peer else {})


def errors(function, isa):
    """Error along the input axis, on which the places that were looked at stand side by side; None without any."""
    shown = [c for c in function.on(isa) if c.curve]
    if not shown:
        return None
    handles = [handle(style.label(c), **line(c)) for c in sorted(shown, key=style.order)]
    figure, axes = new(f"{function.op} {style.words(function.direction)}: error along the input axis", handles)
    places = sorted({x for c in shown for x, _ in c.curve})
    ulp_axis(axes, [error for c in shown for _, error in c.curve])
    for c in shown:
        x = numpy.searchsorted(places, [x for x, _ in c.curve])
        (drawing,) = axes.plot(x, [drawn(e) for _, e in c.curve], zorder=4 if c.ours else 3, **line(c))
        named(drawing, describe(function, c))
    ticks = [x for x in (-100, -1, -0.01, 0, 0.01, 1, 100) if places[0] <= x <= places[-1]]
    axes.set_xticks(numpy.searchsorted(places, ticks), map(style.tick, ticks))
    axes.set_xlim(0, len(places) - 1)
    axes.set_xlabel("y = f(x)" if function.direction == "from_output" else "x")
    return figure


def lengths(function, isa):
    """Time against array length; None where there is but one."""
    sizes = sorted(n for inputs, n in function.columns if inputs == USUAL_INPUTS)
    if len(sizes) < 2:
        return None
    shown = [c for c in function.on(isa) if len(c.times) > 1]
    handles = [handle(style.label(c), **line(c)) for c in sorted(shown, key=style.order)]
    figure, axes = new(f"{function.op} {style.words(function.direction)}: time against array length", handles)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    decimal(axes.yaxis)
    for c in shown:
        measured = sorted((n, time["min"]) for (inputs, n), time in c.times.items() if inputs == USUAL_INPUTS)
        (drawing,) = axes.plot(*zip(*measured), **line(c))
        named(drawing, f"{style.label(c)}, {c.isa}")
    axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda n, _: style.size((USUAL_INPUTS, round(n)))))
    axes.set_xlabel("array length, elements")
    axes.set_ylabel("ns per element")
    return figure


def svg(figure, name):
    """The figure as an <svg> element for a page whose CSS has the colours; its ids differ from other figures'."""
    pyplot.rcParams["svg.hashsalt"] = name
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    pyplot.close(figure)
    text = buffer.getvalue()
    text = re.sub(r'<g id="title:([^"]*)">', r"<g><title>\1</title>", text[text.index("<svg") :])
    text = re.sub(r'<g id="[\w.]+_\d+"', "<g", text)  # numbered from 1 in every figure
    text = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', f'role="img" aria-label="{name}"', text, count=1)
    return style.variables(text)


def standalone(figure, name):
    """The figure as a file of its own, whose links would lead nowhere."""
    head = f"<!-- SPDX-License-Identifier: MIT; matplotlib {matplotlib.__version__} --><style>{style.css()}</style>"
    text = re.sub(r"</?a\b[^>]*>", "", svg(figure, name))
    return re.sub(r"(<svg[^>]*>)", rf"\1{head}", text, count=1)


def version(text):
    """The matplotlib that drew such a file."""
    return re.findall(r"<!-- .*; matplotlib (\S+) -->", text)
