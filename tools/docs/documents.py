# SPDX-License-Identifier: MIT
"""What stands in the repository of all this: docs/accuracy.md and docs/derivatives.md from the record, docs/speed.md and
docs/overview.svg from the results of the first machine, as regions of docs/rows.md and, from both, of the README; and
docs/functions, a page of each function from these, its card and the newest experiment. Each is a template beside this file.
Another machine has a page like docs/speed.md of its own, and a sentence in the README."""

import difflib
import json
import re
import sys
from pathlib import Path

import record
from report import figures, page, results

from . import lost

WRITTEN = ("accuracy.md", "derivatives.md")  # in docs
README = record.ROOT / "README.md"
REGION = re.compile(r"^<!-- (\w+): tools/dev docs -->$.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
USUAL_GROUP = ("forward", "f32")
EXPERIMENTS = record.ROOT / "examples/training/results"


def claims(run, proofs):
    """The figures behind the README's claims."""
    isa = run.isas[0]
    ahead = []
    for f in run.groups[USUAL_GROUP]:
        high, peer = f.ours(isa, "high"), f.candidates.get(("sleef_u10", isa))
        if high and peer and peer.keeps(1):
            ahead.append((f.op, f.ns(peer) / f.ns(high)))
    if not ahead:
        raise record.BadInput(f"{run.file}: no function of SLEEF u10 is within 1 ulp, so the README has no claim")
    usual = [p for p in proofs if (p.direction, p.dtype) == USUAL_GROUP]
    worst = {tier: max((p.bound for p in usual if p.tier == tier), key=float) for tier in ("high", "fast")}
    slopes = [p for p in proofs if (p.direction, p.dtype, p.tier) == ("backward", USUAL_GROUP[1], "high")]
    found = {
        "ahead": ahead,
        "worst": worst,
        "kernels": sum(p.swept for p in proofs),
        "proven": len({p.op for p in usual}),
    }
    return found | {"slopes": len(slopes), "steepest": max((p.bound for p in slopes), key=float, default="")}


def slower(run):
    """[(what they are, [(function, whether a peer takes less time than all of ours)])], on the best instruction set."""
    isa, found = run.isas[0], []
    for dtype in ("f32", "f64"):
        for direction, what in (("forward", f"functions of {dtype}"), ("backward", "derivatives")):
            measured = [f for f in run.groups.get((direction, dtype), []) if f.ours(isa, "high")]
            fastest = [next(c for c in f.on(isa) if c.ours or c.peer) for f in measured]
            if measured:
                found.append((what, [(f.op, c.peer) for f, c in zip(measured, fastest)]))
    return found


def speed_page(run):
    """The name of the page with the times of another machine than the first, named after its file without the date."""
    return f"speed-{re.sub(r'-[0-9]{4}(-[0-9]{2}){2}$', '', run.file.stem)}.md"


def documents(runs, proofs):
    """{file: text}"""
    environment = page.environment(Path(__file__).parent)
    environment.filters["group"] = lambda proofs, key: [p for p in proofs if (p.direction, p.dtype) == key]
    run, others = runs[0], [(speed_page(run), run) for run in runs[1:]]
    if len({name for name, _ in others}) < len(others):
        raise record.BadInput("two CPUs have results in files that differ in their date alone")
    known = {
        "run": run,
        "first": run,
        "proofs": proofs,
        "operations": record.operations(),
        "usual": run.groups[USUAL_GROUP],
    }
    known |= {"groups": list(dict.fromkeys((p.direction, p.dtype) for p in proofs))}
    known |= {"compared": record.comparisons(proofs)}
    docs = record.ROOT / "docs"
    picture = figures.standalone(figures.overview(run.groups[USUAL_GROUP], run.isas[0]), "overview")
    known |= {"places": lost.PLACES, "lost": {op: [lost.error(op, x) for x in lost.PLACES] for op in lost.FORMS}}
    texts = {docs / name: environment.get_template(name).render(known) for name in WRITTEN}
    speed = environment.get_template("speed.md")
    texts[docs / "speed.md"] = speed.render(known | {"others": others})
    texts |= {docs / name: speed.render(known | {"run": other, "others": []}) for name, other in others}
    texts[docs / "overview.svg"] = picture
    known |= {"slower": slower(run), "others": [(name, other, slower(other)) for name, other in others]}
    known |= {"joins": run.joins.get(USUAL_GROUP, []), **claims(run, proofs)}
    for file, template in ((docs / "rows.md", "rows.md"), (README, "readme.md")):
        regions = environment.get_template(template).render(known)
        texts[file] = filled(file, regions)
    return texts | function_pages(environment, run, proofs)


def experiment():
    """The newest results that examples/training has kept; None without any."""
    found = [json.loads(file.read_text(encoding="utf-8")) for file in EXPERIMENTS.glob("*.json")]
    return max(found, key=lambda result: result["context"]["date"], default=None)


def function_pages(environment, run, proofs):
    """{file: text} of docs/functions."""
    folder, seen, texts = record.ROOT / "docs/functions", experiment(), {}
    template = environment.get_template("function.md")
    for op in record.operations():
        texts[folder / f"{op}.md"] = template.render(
            op=op,
            card=record.cards()[op],
            proofs=[p for p in proofs if p.op == op],
            run=run,
            isa=run.isas[0],
            experiment=seen,
            rows=[row for row in seen["rows"] if row["op"] == op] if seen else [],
            faults=[row for row in seen.get("faults", []) if row["op"] == op] if seen else [],
        )
        texts[folder / f"{op}.svg"] = figures.standalone(figures.sketch(op), op)
    return texts


def filled(file, regions):
    """The file with each of its regions as it stands among these."""
    text = file.read_text(encoding="utf-8")
    new = {found[1]: found[0] for found in REGION.finditer(regions)}
    places = REGION.findall(text)
    if places != list(new):
        raise record.BadInput(f"{file.name} has the regions {', '.join(places)} and should have {', '.join(new)}")
    return REGION.sub(lambda place: new[place[1]], text)


def same_picture(file, old, new):
    """Whether the file is one that another version of matplotlib drew of the same figures: their titles tell."""
    if file.suffix != ".svg" or figures.version(old) == figures.version(new):
        return False
    return re.findall("<title>.*?</title>", old) == re.findall("<title>.*?</title>", new)


def write(check):
    """Writes them all, or tells how they differ; returns the exit status."""
    stale = []
    for file, text in documents(results.machines(), record.proofs()).items():
        text = text.rstrip() + "\n"
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        if old == text or (check and same_picture(file, old, text)):
            continue
        name = str(file.relative_to(record.ROOT))
        if check:
            stale.append(name)
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), name, "as written"))
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(name)
    if stale:
        print(f"docs: out of date: {', '.join(stale)}: tools/dev docs", file=sys.stderr)
    return int(bool(stale))
