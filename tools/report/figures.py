# SPDX-License-Identifier: MIT
"""The four pictures of a function. What differs between the files of one page is the candidates; the limits, which make
the pictures comparable, are those of all files together."""

import math

import numpy
from matplotlib import ticker

from . import canvas, compare, style
from .canvas import INK, MUTED, PAPER, handle, titled

FLOOR = 0.1  # where an error of less is drawn, having no logarithm if it is 0


BEYOND = 1e9  # not one bit is right, nor the exponent: how wrong tells nothing any more


def drawn_ulp(value, top):
    return top if math.isnan(value) or value > BEYOND else max(value, FLOOR)


def top_of(errors):
    """Where what is beyond is drawn: above all the others."""
    return 10.0 ** (math.ceil(math.log10(max([10] + [e for e in errors if e <= BEYOND]))) + 1)


def error_axis(axes, errors):
    """Returns where what is beyond is drawn."""
    top = top_of(errors)
    beyond = any(not e <= BEYOND for e in errors)
    axes.set_yscale("log")
    axes.set_ylim(FLOOR * 0.6, top * (2 if beyond else 0.5))
    axes.yaxis.set_minor_locator(ticker.NullLocator())
    decades = round(math.log10(top / FLOOR))
    step = 1 if decades <= 5 else 2 if decades <= 9 else 3
    ticks = [10.0**e for e in range(round(math.log10(FLOOR)), round(math.log10(top)), step)]
    labels = [f"≤ {style.tick(ticks[0])}"] + [style.tick(t) for t in ticks[1:]]
    if beyond:
        finite = any(BEYOND < e < math.inf for e in errors)
        ticks, labels = ticks + [top], labels + [f"> {style.tick(BEYOND)}" if finite else "∞"]
    axes.set_yticks(ticks, labels)
    return top


def tier_lines(axes):
    for tier, bound in compare.TIERS.items():
        axes.axhline(bound, color=MUTED, lw=0.7, ls=(0, (1, 2)), zorder=1)


def library_handles(candidates, **look):
    present = {compare.style_key(c.library): style.colour(c) for c in candidates}
    order = [name for name in style.LIBRARIES if name in present] + sorted(set(present) - set(style.LIBRARIES))
    return [handle(name, color=present[name], **look) for name in order]


def describe(function, c):
    text = f"{style.full_name(c)}: {style.ns(compare.nanoseconds(function, c))} ns, {style.ulp(c.ulp)} ulp"
    return text + (f", wrong for {' '.join(c.faults)}" if c.faults else "")


def scatter(run, function, functions):
    """Accuracy against speed."""
    shown = [c for c in function.compared if c.ours or c.peer]
    isas = [isa for isa in style.MARKERS if any(c.isa == isa for c in shown)]
    look = {"ls": "", "ms": 6}
    handles = library_handles(shown, marker="o", mec=INK, mew=0.4, **look)
    handles += [handle(isa or "own choice", marker=style.marker(isa), color=MUTED, **look) for isa in isas]
    handles.append(handle("wrong special value, > 10⁹ ulp", marker="o", mfc=PAPER, mec=MUTED, mew=1.4, **look))
    if any(c.composed for c in shown):
        handles.append(handle("composed", marker="$⊙$", color=MUTED, **look))
    handles.append(handle("best without faults", color=MUTED, lw=1))
    figure, axes = canvas.new(f"{function.name}: accuracy against speed", canvas.legend_rows(handles))
    times = [compare.nanoseconds(f, c) for f in functions for c in f.compared] + [yardstick(f) for f in functions]
    axes.set_xscale("log")
    axes.set_xlim(min(times) * 0.75, max(times) * 1.5)
    canvas.log_ticks(axes.xaxis, min(times), max(times))
    top = error_axis(axes, [c.ulp for f in functions for c in f.compared])
    axes.set_xlabel(f"ns per element, n = {style.size(function.main_size)}")
    axes.set_ylabel("largest error, ulp", labelpad=1)
    tier_lines(axes)
    axes.axvline(yardstick(function), color=INK, lw=0.9, ls="--", zorder=1)
    points = [mark(axes, function, c, top) for c in shown]
    front = compare.pareto(function, [c for c in shown if not c.faults and c.ulp <= BEYOND])
    fx = [compare.nanoseconds(function, c) for c in front]
    axes.step(fx, [drawn_ulp(c.ulp, top) for c in front], where="post", color=MUTED, lw=1, zorder=2)
    labelled = sorted((c for c in shown if c in front or (c.ours and c.isa != "generic")), key=lambda c: not c.ours)
    labels = [(*points[shown.index(c)], c.tier if c.ours else c.library) for c in labelled]
    axes.annotate(
        "copy",
        (yardstick(function), 1),
        (4, -9),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        fontsize=8.5,
    )
    low, high = axes.get_ylim()
    along_copy = [(yardstick(function), low * (high / low) ** (i / 30)) for i in range(31)]
    canvas.place_labels(axes, labels, points + along_copy)
    canvas.legend(figure, handles)
    return figure


def mark(axes, function, c, top):
    x, y = compare.nanoseconds(function, c), drawn_ulp(c.ulp, top)
    wrong = c.faults or not c.ulp <= BEYOND
    face, edge = (PAPER, style.colour(c)) if wrong else (style.colour(c), INK)
    point = axes.plot(
        x,
        y,
        ls="",
        marker=style.marker(c.isa),
        ms=8.5 if c.ours else 7,
        mfc=face,
        mec=edge,
        mew=1.4 if wrong else 0.4,
        zorder=4 if c.ours else 3,
        clip_on=False,
    )
    titled(point, describe(function, c))
    if c.composed:
        axes.plot(x, y, ls="", marker="o", ms=2, color=style.colour(c) if wrong else PAPER, zorder=5, clip_on=False)
    return x, y


def yardstick(function):
    """The fastest copy."""
    copies = [c for c in function.candidates if c.yardstick]
    return min((compare.nanoseconds(function, c) for c in copies), default=math.nan)


def lengths(run, function, functions):
    """Time against array length."""
    lines = length_lines(run, function)
    handles = [handle(label, **look) for _, label, look in lines]
    figure, axes = canvas.new(f"{function.name}: time against array length", canvas.legend_rows(handles))
    for c, label, look in lines:
        xy = sorted((n, t.minimum) for n, t in c.times.items())
        titled(axes.plot(*zip(*xy), **look), label)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    times = [t.minimum for f in functions for c in f.candidates for t in c.times.values() if c.isa != "generic"]
    axes.set_ylim(min(times) * 0.75, max(times) * 1.4)
    canvas.log_ticks(axes.yaxis, *axes.get_ylim())
    sizes = sorted({n for f in functions for n in f.sizes})
    axes.set_xlim(sizes[0] / 1.3, sizes[-1] * 1.3)
    step = 4 if sizes[-1] / sizes[0] > 1 << 12 else 2
    ticks = [1 << e for e in range(0, 40, step) if sizes[0] <= 1 << e <= sizes[-1]]
    axes.xaxis.set_major_locator(ticker.FixedLocator(ticks))
    axes.xaxis.set_minor_locator(ticker.NullLocator())
    axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda n, _: style.size(round(n))))
    axes.set_xlabel("array length, elements")
    axes.set_ylabel("ns per element", labelpad=1)
    mark_caches(axes, run)
    canvas.legend(figure, handles)
    return figure


def length_lines(run, function):
    """Ours on each instruction set, our checked call, a line for each library, and the copy."""
    lines = []

    def add(c, label, ls="-", lw=1.2, marker="o", ms=2.4):
        colour = INK if c.yardstick else style.colour(c)
        lines.append((c, label.strip(), {"color": colour, "ls": ls, "lw": lw, "marker": marker, "ms": ms}))

    dashes = dict(zip(run.isas, ("-", "--", "-.")))
    for c in function.compared:
        if c.ours and c.isa in dashes and (c.isa == run.isas[0] or c.tier == "high"):
            high = c.tier == "high"
            add(
                c,
                f"{c.tier} {c.isa}",
                dashes[c.isa],
                2 if high else 1.2,
                style.TIER_MARKERS[c.tier],
                2.4 if high else 4.5,
            )
        elif c.library == "simdact_forward":
            add(c, "simdact_forward", ":")
    for c in compare.of_libraries(run, function):
        if c.peer and c.isa != "generic":
            add(c, f"{c.library} {c.isa}")
    copies = [c for c in function.candidates if c.yardstick]
    if copies:
        c = next((c for c in copies if c.isa == run.isas[0]), copies[0])
        add(c, f"copy {c.isa}", "--")
    return lines


def mark_caches(axes, run):
    """Where the input and the output, of four bytes an element each, fill a cache."""
    for cache in run.machine.get("caches", []):
        if cache["kind"].lower() == "instruction":
            continue
        n = cache["bytes"] / 8
        if not axes.get_xlim()[0] < n < axes.get_xlim()[1]:
            continue
        axes.axvline(n, color=MUTED, lw=0.8, ls=(0, (1, 2)), zorder=1)
        axes.annotate(
            f"L{cache['level']}\n{style.octets(cache['bytes'])}",
            (n, 1),
            (-2, -1),
            ha="right",
            va="top",
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            fontsize=7.5,
            color=MUTED,
        )


def spread_out(value):
    """A scale on which the benchmark's places are in order and floats of both signs have room."""
    return math.copysign(math.log10(max(abs(value), 1e-46)) + 46, value)


def place_of(axis, value):
    """Where a value is on the axis, on which the benchmark's places stand side by side."""
    return float(numpy.interp(spread_out(value), [spread_out(x) for x in axis], range(len(axis))))


def input_scale(axes, axis):
    marks = [m for m in (-100, -1, -0.01, 0, 0.01, 1, 100) if axis[0] <= m <= axis[-1]]
    axes.set_xlim(0, len(axis) - 1)
    axes.set_xticks([place_of(axis, m) for m in marks], [signed_tick(m) for m in marks])
    axes.set_xticks([place_of(axis, m) for m in (-10, -0.1, 0.1, 10) if axis[0] <= m <= axis[-1]], minor=True)
    axes.tick_params(axis="x", which="minor", length=2.5)


def signed_tick(value):
    if value == 0:
        return "0"
    return ("−" if value < 0 else "") + style.tick(abs(value))


def errors(run, function, functions):
    """Error along the input axis; None where the file does not say."""
    shown = [c for c in compare.of_libraries(run, function) if c.errors and c.library != "simdact_forward"]
    if not shown:
        return None
    handles = []
    for c in shown:
        ls = style.TIER_LINES.get(c.tier, "-")
        handles.append(
            handle(
                f"simdact {c.tier}" if c.ours else style.full_name(c).replace(" (composed)", ""),
                color=style.colour(c),
                ls=ls,
                lw=2 if c.ours else 1.2,
            )
        )
    handles.append(handle("worst", marker="o", ms=5, mfc=PAPER, mec=MUTED, ls=""))
    if any(not math.isfinite(e) for c in shown for e in c.errors):
        handles.append(handle("wrong", marker="x", ms=5, color=MUTED, ls=""))
    figure, axes = canvas.new(f"{function.name}: error along the input axis", canvas.legend_rows(handles))
    input_scale(axes, function.axis)
    top = error_axis(axes, [e for f in functions for c in f.compared for e in c.errors])
    tier_lines(axes)
    for c in sorted(shown, key=lambda c: c.ours):
        error_line(axes, function, c, top)
    axes.axvline(place_of(function.axis, 0.0), color=MUTED, lw=0.8, zorder=1)
    axes.set_xlabel("x")
    axes.set_ylabel("error, ulp", labelpad=1)
    canvas.legend(figure, handles)
    return figure


def error_line(axes, function, c, top):
    y = [drawn_ulp(e, top) if math.isfinite(e) else math.nan for e in c.errors]
    look = {"color": style.colour(c), "zorder": 4 if c.ours else 3}
    line = axes.plot(range(len(y)), y, ls=style.TIER_LINES.get(c.tier, "-"), lw=1.8 if c.ours else 1, **look)
    titled(line, describe(function, c))
    wrong = [i for i, e in enumerate(c.errors) if not math.isfinite(e)]
    if wrong:
        titled(
            axes.plot(wrong, [top] * len(wrong), ls="", marker="x", ms=4, clip_on=False, **look),
            f"{style.full_name(c)}: infinitely wrong",
        )
    worst = float.fromhex(c.worst) if c.worst else math.nan
    if math.isfinite(c.ulp) and c.ulp > FLOOR and function.axis[0] <= worst <= function.axis[-1]:
        point = axes.plot(
            place_of(function.axis, worst),
            drawn_ulp(c.ulp, top),
            ls="",
            marker="o",
            ms=5,
            mfc=PAPER,
            mec=style.colour(c),
            zorder=5,
        )
        titled(point, f"{style.full_name(c)}: {style.ulp(c.ulp)} ulp at {worst:.6g}")


def curve(function):
    """The function and its derivative, as in a textbook; None where the file does not say."""
    if not function.curve:
        return None
    x, f, d = (function.curve[key] for key in ("x", "f", "derivative"))
    figure, axes = canvas.new(f"{function.name} and its derivative", 0)
    finite = sorted(v for v in f + d if math.isfinite(v))
    # What runs off to infinity at an end leaves room for the rest.
    low, high = max(finite[0], -6.0), min(finite[-1], 6.0)
    margin = 0.08 * (high - low)
    axes.set_ylim(low - margin, high + margin)
    axes.set_xlim(min(x), max(x))
    looks = ({"color": style.light("simdact"), "lw": 2}, {"color": style.light("libmvec"), "lw": 1.6, "ls": "--"})
    for values, look in zip((f, d), looks):
        axes.plot(*broken(x, values, high - low), zorder=3, **look)
    axes.grid(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_position("zero")
        axes.spines[side].set_color(INK)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(ticker.FuncFormatter(lambda v, _: "" if v == 0 else f"{v:g}".replace("-", "−")))
        axis.set_zorder(4)
        for label in axis.get_ticklabels():
            label.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.8, "alpha": 0.8})
    canvas.legend(figure, [handle(label, **look) for label, look in zip((f"{function.name}(x)", "derivative"), looks)])
    return figure


def broken(x, y, height):
    """The line with a gap where it jumps."""
    out = [(x[0], y[0])]
    for i in range(1, len(x)):
        step = abs(y[i] - y[i - 1])
        around = max(abs(y[i - 1] - y[max(i - 2, 0)]), abs(y[min(i + 1, len(y) - 1)] - y[i]))
        if step > 0.05 * height and step > 4 * around:
            out.append((x[i], math.nan))
        out.append((x[i], y[i]))
    return zip(*out)


def overview(run):
    """Every function in a row of its own: time, with those that are not right left hollow."""
    functions = list(run.functions.values())
    shown = {f.name: [c for c in compare.of_libraries(run, f) if c.ours or c.peer] for f in functions}
    everyone = [c for cs in shown.values() for c in cs]
    look = {"ls": "", "mec": INK, "mew": 0.4}
    handles = [
        handle(f"simdact {tier}", marker=style.TIER_MARKERS[tier], ms=7.5, mfc=style.light("simdact"), **look)
        for tier in style.TIER_MARKERS
        if any(c.tier == tier for c in everyone)
    ]
    handles += library_handles([c for c in everyone if c.peer], marker="o", ms=5.5, **look)
    handles.append(handle("not right", marker="o", ms=5.5, ls="", mfc=PAPER, mec=MUTED, mew=1.2))
    handles.append(handle("copy", color=INK, ls="--", lw=0.9))
    height = 1.4 + 0.23 * len(functions)
    figure, axes = canvas.new(f"Time on {run.isas[0]}", canvas.legend_rows(handles), height, left=0.21)
    axes.set_xscale("log")
    times = [compare.nanoseconds(f, c) for f in functions for c in shown[f.name]] + [yardstick(f) for f in functions]
    axes.set_xlim(min(times) * 0.8, max(times) * 1.3)
    canvas.log_ticks(axes.xaxis, min(times), max(times))
    axes.set_ylim(len(functions) - 0.4, -0.6)
    axes.set_yticks(range(len(functions)), [f.name for f in functions])
    axes.tick_params(axis="y", length=0)
    axes.axvline(min(yardstick(f) for f in functions), color=INK, lw=0.9, ls="--", zorder=1)
    for row, f in enumerate(functions):
        for c in shown[f.name]:
            face, edge = (style.colour(c), INK) if c.right else (PAPER, style.colour(c))
            point = axes.plot(
                compare.nanoseconds(f, c),
                row,
                ls="",
                marker=style.TIER_MARKERS.get(c.tier, "o"),
                ms=7.5 if c.ours else 5.5,
                mfc=face,
                mec=edge,
                mew=0.4 if c.right else 1.2,
                zorder=4 if c.ours else 3,
            )
            titled(point, describe(f, c))
    axes.set_xlabel("ns per element")
    canvas.legend(figure, handles)
    return figure
