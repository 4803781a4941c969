# SPDX-License-Identifier: MIT
"""Colours, marks and the way numbers are written. Colours are those of Okabe and Ito, which colour-blind readers tell
apart, as far as they go and stand out from the ground; each has a form for a light and for a dark page."""

import math

from .compare import style_key

# name: (light, dark). The light ones differ from each other, since in an SVG they stand for the name.
THEME = {
    "paper": ("#ffffff", "#15181c"),
    "ink": ("#1b1f24", "#e9ecef"),
    "muted": ("#5a626b", "#a9b1ba"),
    "grid": ("#e2e5e9", "#343a41"),
    "simdact": ("#d55e00", "#e06400"),
    "libm": ("#222222", "#f4f4f4"),
    "libmvec": ("#0072b2", "#3c93d8"),
    "SLEEF": ("#56b4e9", "#92d4ff"),
    "oneDNN": ("#009e73", "#16b98a"),
    "Eigen": ("#e69f00", "#e69f01"),
    "Highway": ("#d691b7", "#e29bc5"),
    "XNNPACK": ("#5c4500", "#f0e442"),
    "PyTorch": ("#9000d8", "#b060ff"),
    "plain loop": ("#757a7f", "#73787e"),
}
LIBRARIES = [name for name in THEME if name not in ("paper", "ink", "muted", "grid")]
MARKERS = {"avx512": "o", "avx2": "s", "neon": "P", "generic": "^", "": "D"}
TIER_MARKERS = {"fast": "<", "high": "o", "exact": ">"}
TIER_LINES = {"high": "-", "fast": "--", "exact": ":"}


def light(name):
    return THEME[name][0]


def colour(candidate):
    if candidate.tier:
        return light("simdact")
    return light(style_key(candidate.library)) if style_key(candidate.library) in THEME else light("muted")


def marker(isa):
    return MARKERS.get(isa, "v")


def css_variables(column):
    return "".join(f"--{name.replace(' ', '-')}:{pair[column]};" for name, pair in THEME.items())


def superscript(exponent):
    return str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def ulp(value):
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "∞"
    if value == 0:
        return "0"
    if value >= 9999.5:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·10{superscript(int(exponent))}"
    return f"{value:.{0 if value >= 100 else 1}f}" if value >= 10 else f"{value:.3f}"


def ns(value):
    """Three digits, which is what such a time is good for."""
    if value >= 99.5:
        return f"{value:.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


def times(value):
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}" if value < 99.95 else f"{value:.0f}"


def size(n):
    """4096, 2²⁴."""
    power = n.bit_length() - 1
    return f"2{superscript(power)}" if n >= 1 << 20 and n == 1 << power else str(n)


def tick(value):
    """A power of ten, or a small number as it is."""
    if 0.005 < value < 5000:
        return f"{value:g}"
    return f"10{superscript(round(math.log10(value)))}"


def octets(count):
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < 1024 or unit == "GiB":
            return f"{count:.4g} {unit}"
        count /= 1024


def full_name(candidate):
    isa = f" {candidate.isa}" if candidate.isa else ""
    return candidate.name + isa + (" (composed)" if candidate.composed else "")


def brief_name(candidate, isa):
    """In a table of that instruction set."""
    name = candidate.name if candidate.isa == isa else full_name(candidate).replace(" (composed)", "")
    return name + (" composed" if candidate.composed else "")
