# SPDX-License-Identifier: MIT
"""The page: what the template page.html is filled with."""

import statistics
from pathlib import Path

import jinja2

from . import compare, pictures, style, svg

HERE = Path(__file__).parent
TABLE_SIZES = (1, 16, 256, 4096, 65536, 1 << 20, 1 << 24)


def percent(part):
    return f"{100 * part:.0f} %"


def noise(run):
    """How steady the run was."""
    rounds = [r for f in run.functions.values() for r in f.rounds]
    kept, dropped = (sum(r[key] for r in rounds) for key in ("rounds_kept", "rounds_dropped"))
    spread = []
    for f in run.functions.values():
        spread += [
            c.times[f.main_size].median / c.times[f.main_size].minimum for c in f.candidates if c.isa != "generic"
        ]
    copy = ", ".join(
        f"{percent(n['copy_spread'])} at n = {style.size(n['n'])}" for n in run.noise if n["n"] in TABLE_SIZES
    )
    return (
        f"{run.options['rounds']} rounds or more; {dropped} of {kept + dropped} dropped because the copy was slow; "
        f"medians exceed minima by {percent(statistics.median(spread) - 1)}, at worst by {percent(max(spread) - 1)}"
        + (f"; the copy's spread {copy}" if copy else "")
    )


def facts(run):
    """What stands on the page about the machine and the run."""
    m, o = run.machine, run.options
    caches = ", ".join(
        f"L{c['level']} {style.octets(c['bytes'])}" for c in m.get("caches", []) if c["kind"].lower() != "instruction"
    )
    versions = {}
    for p in run.peers:
        if p.get("usable") and p["name"] not in ("copy", "memcpy", "plain loop"):
            versions.setdefault(p["name"], p.get("version") or "version not told")
    absent = sorted({p["name"] for p in run.peers if "absent" in p})
    pinned = m.get("pinned_to")
    return [
        (name, text)
        for name, text in (
            ("file", Path(run.file).name),
            ("machine", m["cpu"]),
            ("caches", caches),
            ("pinned to", f"CPU {pinned}" if pinned is not None else ""),
            ("system", m["os"]),
            ("compiler", m["compiler"] + (f", {m['build_type']}" if m.get("build_type") else "")),
            ("flags", m["library_flags"]),
            ("simdact", f"{m['simdact']}, instruction sets {', '.join(m['isas'])}"),
            ("peers", ", ".join(f"{name} {version}" for name, version in versions.items())),
            ("absent", ", ".join(absent)),
            ("date", m["date"].replace("T", " ").replace("Z", " UTC")),
            ("inputs", str(o.get("inputs", ""))),
            ("errors over", f"every {o['stride']}th float" if o.get("stride") else ""),
            ("noise", noise(run)),
        )
        if text
    ]


def summary(run, isa):
    """A row per function."""
    rows = []
    for f in run.functions.values():
        standings = {tier: compare.standing(run, f, isa, tier) for tier in ("high", "fast", "exact")}
        rows.append({"function": f, "best": compare.fastest_right(run, f, isa), "standings": standings})
    return rows


def versus(runs, name):
    """Our kernels in all files, for those in more than one: (path, [(run, function, candidate)...])."""
    rows = {}
    for run in runs:
        f = run.functions.get(name)
        for c in f.candidates if f else []:
            if c.ours and c.isa != "generic":
                rows.setdefault(c.path, []).append((f, c))
    return [(found[0][1], found) for found in rows.values() if len(found) == len(runs)]


def table_sizes(runs, name):
    sizes = sorted({n for run in runs if name in run.functions for n in run.functions[name].sizes})
    return [n for n in sizes if n in TABLE_SIZES] if len(sizes) > 8 else sizes


def table_rows(runs, name):
    """The candidates of all files, the same ones below each other."""
    rows = {}
    for run in runs:
        f = run.functions.get(name)
        for c in f.candidates if f else []:
            rows.setdefault(c.path, []).append((run, f, c))
    return [row for found in rows.values() for row in found]


def names_of(runs):
    return list(dict.fromkeys(name for run in runs for name in run.functions))


def write(runs, folder, pictures_too=False):
    """Writes the page into the folder, and with it the overview's picture or, in a folder of their own, all pictures;
    returns the page's path."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = names_of(runs)
    drawn, overviews = pictures.draw_all(names, runs, folder / "pictures" if pictures_too else None)
    styles = svg.Styles()
    inlined = {name: {key: svg.inline(text, styles) for key, text in of.items()} for name, of in drawn.items()}
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    html = environment.get_template("page.html").render(
        runs=runs,
        names=names,
        pictures=inlined,
        overviews=[svg.inline(text, styles) for text in overviews],
        table_rows=table_rows,
        kinds=pictures.KINDS,
        compare=compare,
        style=style,
        facts=facts,
        summary=summary,
        versus=versus,
        table_sizes=table_sizes,
        colour=lambda c: css_colour(c),
        css=svg.themed_css() + svg.BASE_CSS + styles.css() + (HERE / "page.css").read_text(encoding="utf-8"),
        js=(HERE / "page.js").read_text(encoding="utf-8"),
    )
    if not pictures_too:
        for run, text in zip(runs, overviews):
            file = folder / pictures.file_name("overview", run.label, ".svg")
            file.write_text(svg.standalone(text), encoding="utf-8")
    page = folder / "index.html"
    page.write_text(html, encoding="utf-8")
    return page


def css_colour(candidate):
    """The variable of its colour."""
    if candidate.yardstick:
        return "var(--ink)"
    return svg.variable(style.colour(candidate))
