# SPDX-License-Identifier: MIT
"""What the pictures have in common: size, axes, ticks, legend, labels that keep out of each other's way."""

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot, ticker
from matplotlib.lines import Line2D

from . import style
from .svg import TITLE

WIDTH, HEIGHT = 4.9, 3.6  # inches; at 72 units each, legible on a telephone and twice as large on a screen
INK, MUTED, GRID, PAPER = (style.light(name) for name in ("ink", "muted", "grid", "paper"))

pyplot.rcParams.update(
    {
        "figure.dpi": 72,  # so that a pixel is a point
        "svg.fonttype": "none",
        "svg.hashsalt": "simdact",
        "font.family": "DejaVu Sans",
        "font.size": 9.5,
        "axes.titlesize": 10.5,
        "axes.titlelocation": "left",
        "axes.linewidth": 0.8,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": INK,
        "axes.titlecolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.7,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.minor.size": 0,
        "ytick.minor.size": 0,
        "text.color": INK,
        "figure.facecolor": PAPER,
        "axes.facecolor": PAPER,
        "path.simplify_threshold": 0.4,
    }
)


def new(title, legend_rows, height=HEIGHT, left=0.13):
    """A figure with room for so many rows of legend below its axes."""
    figure = pyplot.figure(figsize=(WIDTH, height))
    bottom, top = (0.5 + 0.187 * legend_rows) / height, 1 - 0.3 / height
    axes = figure.add_axes([left, bottom, 0.975 - left, top - bottom])
    axes.set_title(title)
    return figure, axes


def titled(artist, text):
    """Browsers show the text under the pointer."""
    (artist[0] if isinstance(artist, list) else artist).set_gid(TITLE + text)


def legend(figure, handles, columns=3):
    figure.legend(
        handles=handles,
        loc="lower center",
        ncol=columns,
        frameon=False,
        fontsize=8.8,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=1.0,
        labelspacing=0.35,
        borderaxespad=0.15,
    )


def legend_rows(handles, columns=3):
    return -(-len(handles) // columns)


def handle(label, **look):
    return Line2D([], [], label=label, **look)


def log_ticks(axis, low, high):
    """Powers of ten; their doubles and halves too where there are few."""
    span = high / low
    subs = (1, 2, 5) if span < 200 else (1,)
    axis.set_major_locator(ticker.LogLocator(base=10, subs=subs, numticks=9 if span < 1e9 else 6))
    axis.set_major_formatter(ticker.FuncFormatter(lambda value, _: style.tick(value)))
    axis.set_minor_locator(ticker.NullLocator())


def place_labels(axes, labels, obstacles):
    """Writes each (x, y, text) at the first side of its point where nothing else is; not at all where there is none."""
    axes.figure.canvas.draw()
    frame = axes.get_window_extent()
    taken = [axes.transData.transform(p) for p in obstacles]
    boxes = []
    ground = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.4, "alpha": 0.75}
    for x, y, text in labels:
        px, py = axes.transData.transform((x, y))
        width, height = 5.9 * len(text), 11
        for dx, dy, align in (
            (8, -3.5, "left"),
            (-8, -3.5, "right"),
            (0, 8, "center"),
            (0, -15, "center"),
            (7, 5, "left"),
            (7, -13, "left"),
            (-7, 5, "right"),
            (-7, -13, "right"),
        ):
            left = px + dx - {"left": 0, "right": width, "center": width / 2}[align]
            box = (left, py + dy, left + width, py + dy + height)
            inside = frame.x0 < box[0] and box[2] < frame.x1 and frame.y0 < box[1] and box[3] < frame.y1
            free = not any(_overlap(box, other) for other in boxes)
            clear = not any(_overlap(box, (tx - 4, ty - 4, tx + 4, ty + 4)) for tx, ty in taken)
            if inside and free and clear:
                boxes.append(box)
                axes.annotate(text, (x, y), (dx, dy), textcoords="offset points", ha=align, fontsize=8.5, bbox=ground)
                break


def _overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
