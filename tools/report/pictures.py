# SPDX-License-Identifier: MIT
"""All pictures of a page, drawn in as many processes as there are CPUs."""

import multiprocessing
import os
from pathlib import Path

KINDS = ("speed", "error", "curve", "length")


def finish(figure, folder, file, prefix):
    """Writes the figure as a picture and gives back its SVG."""
    from . import canvas, svg

    text = svg.shrink(figure, prefix, file)
    (folder / f"{file}.svg").write_text(svg.standalone(text), encoding="utf-8")
    figure.savefig(folder / f"{file}.png", dpi=150)
    canvas.pyplot.close(figure)
    return text


def overview(job):
    from . import figures

    run, folder = job
    file = "-".join(filter(None, ("overview", run.label)))
    return finish(figures.overview(run), folder, file, f"o{run.label}")


def draw(job):
    """The SVGs of one function, {(kind, file's label): text}, also written as files."""
    from . import figures

    number, name, runs, folder = job
    functions = [run.functions[name] for run in runs if name in run.functions]
    drawn = {}
    for run in runs:
        if name not in run.functions:
            continue
        function = run.functions[name]
        makers = {
            "speed": lambda: figures.scatter(run, function, functions),
            "error": lambda: figures.errors(run, function, functions),
            "curve": lambda: figures.curve(function),
            "length": lambda: figures.lengths(run, function, functions),
        }
        for kind in KINDS:
            if kind == "curve" and ("curve", runs[0].label) in drawn:
                continue  # the same in every file
            figure = makers[kind]()
            if figure is None:
                continue
            file = "-".join(filter(None, (name, kind, run.label if kind != "curve" else "")))
            drawn[kind, run.label] = finish(figure, folder, file, f"{kind[0]}{number}{run.label}")
    return name, drawn


def draw_all(names, runs, folder):
    """Those of the functions, by name, and the overviews, by file."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    jobs = [(number, name, runs, Path(folder)) for number, name in enumerate(names)]
    with multiprocessing.Pool(min(len(jobs), os.cpu_count() or 1)) as pool:
        overviews = pool.map_async(overview, [(run, Path(folder)) for run in runs])
        return dict(pool.map(draw, jobs, chunksize=1)), overviews.get()
