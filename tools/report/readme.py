# SPDX-License-Identifier: MIT
"""The README's tables: accuracy from docs/accuracy.md, speed from the newest file of bench/results."""

import difflib
import re
import sys

from . import compare, results, style


def accuracy_table(root):
    """One row for each function, its tiers side by side; a tier without a kernel of its own is high's or none."""
    functions = {}
    for row in (root / "docs/accuracy.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in row.split("|")[1:-1]]
        if len(cells) > 5 and cells[1] == "f32":
            functions.setdefault(cells[0], {})[cells[2]] = (cells[4], cells[5])
    lines = ["| function | high | at x = | fast | at x = | exact | closest at x = |", "|---|---|---|---|---|---|---|"]
    for name, tiers in functions.items():
        served = ("as high", "") if float(tiers["high"][0]) <= 0.5 else ("none", "")
        cells = (*tiers["high"], *tiers.get("fast", ("as high", "")), *tiers.get("exact", served))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def newest(root):
    files = sorted((root / "bench/results").glob("*.json"))
    if not files:
        raise results.BadInput("bench/results has no file")
    return max((results.read(file) for file in files), key=lambda run: run.machine["date"])


def speed_cells(run, function, tier):
    """Of each instruction set: ours, with its ratios to the copy and to high, then the peer."""
    ours, peers = [], []
    for isa in run.isas:
        s = compare.standing(run, function, isa, tier)
        if s is None:
            return None
        ns = compare.nanoseconds(function, s.ours)
        high = compare.nanoseconds(function, compare.standing(run, function, isa, "high").ours)
        to_high = "" if tier == "high" else f", {style.times(ns / high)}"
        ours.append(f"{style.ns(ns)} ({style.times(compare.copies(function, s.ours))}{to_high})")
        peer = s.accurate_peer
        peers.append(f"{peer.library} {style.ns(compare.nanoseconds(function, peer))}" if peer else "none")
    return ours + peers


def speed_table(root):
    run = newest(root)
    sizes = {f.main_size for f in run.functions.values()}
    m = run.machine
    names = [isa.upper().replace("AVX512", "AVX-512") for isa in run.isas]
    heads = ["function", "tier"] + names + [f"fastest peer, {name}" for name in names]
    lines = [
        f"{m['cpu']}, {m['os']}, {m['compiler']}, {m['date'][:10]}:",
        f"f32, forward, n = {', '.join(map(str, sorted(sizes)))}; ns per element, in brackets the ratio to a copy with the same",
        "instruction set and, for fast and exact, the ratio to high.",
        "",
        "| " + " | ".join(heads) + " |",
        "|---" * len(heads) + "|",
    ]
    for function in run.functions.values():
        for tier in ("high", "fast", "exact"):
            cells = speed_cells(run, function, tier)
            if cells:
                lines.append(f"| {' | '.join([function.name, tier] + cells)} |")
    return lines


def replaced(text, name, lines):
    """The text with the lines between the marks of that name."""
    begin, end = f"<!-- {name}: tools/dev report --readme -->", f"<!-- end of {name} -->"
    pattern = re.compile(rf"^{re.escape(begin)}$.*?^{re.escape(end)}$", re.MULTILINE | re.DOTALL)
    if not pattern.search(text):
        raise results.BadInput(f"README.md has no place for the table of {name}: {begin}")
    return pattern.sub(lambda _: "\n".join([begin, *lines, end]), text, count=1)


def update(root, check):
    file = root / "README.md"
    old = file.read_text(encoding="utf-8")
    new = replaced(replaced(old, "accuracy", accuracy_table(root)), "speed", speed_table(root))
    if not check:
        file.write_text(new, encoding="utf-8")
        return 0
    sys.stdout.writelines(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "as it should be")
    )
    if new != old:
        print("report: the README's tables are out of date: tools/dev report --readme", file=sys.stderr)
    return int(new != old)
