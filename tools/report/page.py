# SPDX-License-Identifier: MIT
"""The page: what the template page.html is filled with."""

import math
import multiprocessing
from pathlib import Path

import jinja2

from record import BadInput, accuracies

from . import figures, style

HERE = Path(__file__).parent
SCRIPTS = ("jquery/jquery.min.js", "jquery-tablesorter/jquery.tablesorter.min.js")  # Debian: libjs-jquery-tablesorter


def environment(folder):
    """What fills the folder's templates."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=lambda name: name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    found.filters |= {
        name: getattr(style, name) for name in ("digits", "ulp", "words", "label", "size", "library", "short")
    }
    found.filters["in_order"] = lambda candidates: sorted(candidates, key=style.order)
    found.globals |= {"accuracies": accuracies(), "error": style.error}
    return found


def css():
    return style.css() + (HERE / "page.css").read_text(encoding="utf-8")


def script():
    """What sorts the tables, with the library for it, so that a page needs no other file."""
    try:
        files = [*(Path("/usr/share/javascript") / name for name in SCRIPTS), HERE / "page.js"]
        return "\n".join(file.read_text(encoding="utf-8") for file in files)
    except OSError as error:
        raise BadInput(f"{error.filename}: {error.strerror} (Debian: libjs-jquery-tablesorter)") from error


def pictures(function, isas):
    """The SVGs of one function; beyond f32 and the library's list it has but one."""
    shown = [isa for isa in isas if any(not math.isnan(c.ulp) for c in function.on(isa))]
    if function.dtype != "f32":
        return [
            figures.svg(figures.scatter(function, isa), "-".join((*function.key, f"speed-{isa}"))) for isa in shown[:1]
        ]
    drawn = {"curve": figures.curves(function)} if function.elementwise else {}
    drawn |= {f"speed-{isa}": figures.scatter(function, isa) for isa in shown}
    drawn |= {"error": figures.errors(function, isas[0]), "length": figures.lengths(function, isas[0])}
    return [figures.svg(figure, "-".join((*function.key, kind))) for kind, figure in drawn.items() if figure]


def write(run, folder):
    """Writes the page into the folder; returns its path."""
    with multiprocessing.Pool() as pool:
        drawn = pool.starmap(pictures, [(f, run.isas) for f in run.functions.values()], chunksize=1)
    groups = [("", key, functions) for key, functions in run.groups.items()]
    groups += [("joins-", key, functions) for key, functions in run.joins.items()]
    overviews = {
        (kind, *key): figures.svg(figures.overview(functions, run.isas[0]), f"overview-{kind}{'-'.join(key)}")
        for kind, key, functions in groups
    }
    template = environment(HERE).get_template("page.html")
    html = template.render(
        run=run,
        groups=groups,
        overviews=overviews,
        pictures=dict(zip(run.functions, drawn)),
        css=css(),
        script=script(),
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.html"
    file.write_text(html, encoding="utf-8")
    return file
