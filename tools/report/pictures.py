# SPDX-License-Identifier: MIT
"""All pictures of a page, drawn in as many processes as there are CPUs."""

import multiprocessing
import os

KINDS = ("speed", "error", "curve", "length")


def file_name(name, label, ending=""):
    return (f"{name}-{label}" if label else name) + ending


def finish(figure, folder, file, prefix):
    """The figure's SVG, also written as a picture where there is a folder for it."""
    from . import canvas, svg

    text = svg.shrink(figure, prefix, file)
    if folder is not None:
        (folder / f"{file}.svg").write_text(svg.standalone(text), encoding="utf-8")
        figure.savefig(folder / f"{file}.png", dpi=150)
    canvas.pyplot.close(figure)
    return text


def overview(job):
    from . import figures

    run, folder = job
    return finish(figures.overview(run), folder, file_name("overview", run.label), f"o{run.label}")


def draw(job):
    """The SVGs of one function, {(kind, file's label): text}."""
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
            file = file_name(f"{name}-{kind}", run.label if kind != "curve" else "")
            drawn[kind, run.label] = finish(figure, folder, file, f"{kind[0]}{number}{run.label}")
    return name, drawn


def draw_all(names, runs, folder):
    """Those of the functions, by name, and the overviews, by file."""
    if folder is not None:
        folder.mkdir(exist_ok=True)
    jobs = [(number, name, runs, folder) for number, name in enumerate(names)]
    with multiprocessing.Pool(min(len(jobs), os.cpu_count() or 1)) as pool:
        overviews = pool.map_async(overview, [(run, folder) for run in runs])
        return dict(pool.map(draw, jobs, chunksize=1)), overviews.get()
