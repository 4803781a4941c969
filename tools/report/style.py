# SPDX-License-Identifier: MIT
"""Colours, marks, names, and the way numbers are written. A library has a colour and a mark of its own, so that nothing
is told by colour alone; the colours are those of Okabe and Ito, which colour-blind readers tell apart, as far as they go.
Each has a form for a light and for a dark page."""

import math

from record import accuracies

from .results import EXHAUSTED

# name: (light, dark). The light ones differ from each other, since in an SVG they stand for the name.
THEME = {
    "paper": ("#ffffff", "#15181c"),
    "ink": ("#1b1f24", "#e9ecef"),
    "muted": ("#5a626b", "#a9b1ba"),
    "grid": ("#e2e5e9", "#343a41"),
    "simdact": ("#d55e00", "#e06400"),
    "libm": ("#222222", "#f4f4f4"),
    "libmvec": ("#0072b2", "#3c93d8"),
    "sleef": ("#56b4e9", "#92d4ff"),
    "onednn": ("#009e73", "#16b98a"),
    "eigen": ("#e69f00", "#e69f01"),
    "highway": ("#d691b7", "#e29bc5"),
    "xnnpack": ("#5c4500", "#f0e442"),
    "libtorch": ("#9000d8", "#b060ff"),
    "ggml": ("#8c1d40", "#ff8fa3"),
    "plain_loop": ("#757a7f", "#73787e"),
}
MARKS = dict(zip(THEME, ["", "", "", "", "o", "v", "^", "s", "D", "P", "X", "p", "h", "H", "d"]))
TIER_MARKS = {"fast": "<", "high": "o", "exact": ">", "relaxed": "."}
TIER_LINES = {"fast": "--", "high": "-", "exact": ":", "relaxed": "-.", "forward_high": ":", "f32_high": ":"}
NAMES = {"sleef": "SLEEF", "onednn": "oneDNN", "eigen": "Eigen", "highway": "Highway", "xnnpack": "XNNPACK"}
NAMES |= {"libtorch": "PyTorch", "avx512": "AVX-512", "avx2": "AVX2", "neon": "NEON"}


def words(name):
    """sleef_u10 is SLEEF u10."""
    first, *rest = name.split("_")
    return " ".join([NAMES.get(first, first), *rest])


def library(candidate):
    """Which colour is its own: a library's variants share one."""
    name = "simdact" if candidate.ours else candidate.name
    return next((key for key in THEME if f"{name}_".startswith(f"{key}_")), "muted")


def order(candidate):
    """The order of a legend: ours, then the libraries."""
    rank = list(accuracies()).index(candidate.name) if candidate.ours else 0
    return (list(THEME).index(library(candidate)), rank, candidate.name)


def colour(candidate):
    return THEME[library(candidate) if candidate.ours or candidate.peer else "ink"][0]


def mark(candidate):
    return TIER_MARKS.get(candidate.name) or MARKS[library(candidate)] or "*"


def label(candidate):
    return f"simdact {candidate.name}" if candidate.ours else words(candidate.name)


def css():
    """The colours as CSS variables, which follow the reader's choice of a light or a dark page."""
    light, dark = ("".join(f"--{name}:{pair[i]};" for name, pair in THEME.items()) for i in (0, 1))
    return f":root{{color-scheme:light dark;{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"


def variables(svg):
    """The SVG with its colours as these variables."""
    for name, (light, _) in THEME.items():
        svg = svg.replace(light, f"var(--{name})")
    return svg


def power_of_ten(value):
    exponent = str(round(math.log10(value))).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{exponent}"


def ulp(value):
    """An error, and of what is none any more how wrong it is. Below 1 it never reads as 1."""
    if not math.isfinite(value):
        return "?" if math.isnan(value) else "∞"
    if value >= 9999.5:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·{power_of_ten(10.0 ** int(exponent))}"
    places = 0 if value >= 100 else 1 if value >= 10 else 3 if not 0.9995 <= value < 1 else 5
    return f"{value:.{places}f}" if value else "0"


def error(function, candidate):
    """The largest, with a star for wrong special values; of a 16-bit type, of which all was tried, how many are wrong."""
    if math.isnan(candidate.ulp):
        return ""
    wrong = f", {candidate.misrounded} wrong" if candidate.misrounded and function.dtype in EXHAUSTED else ""
    return f"[{ulp(candidate.ulp)}{'*' if candidate.wrong else ''}{wrong}]"


def digits(value):
    """Three digits, which is what a time is good for."""
    if value >= 99.5 or value <= 0:
        return f"{value:.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}"


def short(value, places=3):
    """A number of any size, or none, in few characters."""
    if value is None:
        return "–"
    rounded = float(f"{value:.{places}g}")
    text = f"{rounded:g}" if 1e-3 <= abs(rounded) < 1e4 or not rounded else f"{rounded:.1e}"
    return text.replace("-", "−")


def tick(value):
    """A power of ten, or a small number as it is."""
    if value == 0 or 0.005 < abs(value) < 5000:
        return f"{value:g}".replace("-", "−")
    return ("−" if value < 0 else "") + power_of_ten(abs(value))


def size(column):
    """An array's length, with its inputs if they are not the usual ones."""
    inputs, n = column
    power = n.bit_length() - 1
    length = str(n) if n < 1 << 17 or n != 1 << power else f"2{power_of_ten(10.0**power)[2:]}"
    return length if inputs == "normal" else f"{length} {inputs}"
