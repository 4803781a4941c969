# SPDX-License-Identifier: MIT
"""matplotlib's SVG made small and given the page's colours: styles become classes, colours CSS variables, coordinates
have one decimal, and the names given to artists become the titles that browsers show under the pointer."""

import io
import re
import xml.etree.ElementTree as ET

from . import style

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
TITLE = "title:"  # how the name of an artist begins that is to be a title
BASE_CSS = "text{font-family:system-ui,'DejaVu Sans',sans-serif}path,use{stroke-linejoin:round}"
_variables = {pair[0]: f"var(--{name.replace(' ', '-')})" for name, pair in style.THEME.items()}

ET.register_namespace("", SVG[1:-1])


def variable(colour):
    return _variables[colour]


class Styles:
    """The classes of one document."""

    def __init__(self):
        self.classes = {}

    def _name(self, match):
        return f'class="{self.classes.setdefault(match.group(1), f"s{len(self.classes):x}")}"'

    def apply(self, svg):
        return re.sub(r'style="([^"]*)"', self._name, svg)

    def css(self):
        return "".join(f".{name}{{{declarations}}}" for declarations, name in self.classes.items())


def themed_css():
    """Follows the reader's choice of a light or dark page."""
    light, dark = style.css_variables(0), style.css_variables(1)
    return f":root{{color-scheme:light dark;{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _short(value):
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _numbers(text):
    return re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda m: _short(float(m.group())), text)


def _path(d):
    steps = re.findall(r"[A-Za-z]|-?[\d.]+(?:e-?\d+)?", d)
    if set(steps) & set("CQHVAS"):
        return re.sub(r"\s*([MLCQHVAz])\s*", r"\1", _numbers(d)).strip()
    out, x, y = [], 0.0, 0.0  # where the rounded path is
    i = 0
    while i < len(steps):
        if steps[i] == "z":
            out.append("z")
            i += 1
            continue
        to_x, to_y = round(float(steps[i + 1]), 1), round(float(steps[i + 2]), 1)
        move = f"M{_short(to_x)} {_short(to_y)}" if steps[i] == "M" else f"l{_short(to_x - x)} {_short(to_y - y)}"
        out.append(move.replace(" -", "-"))
        x, y = to_x, to_y
        i += 3
    return "".join(out)


def _declarations(text):
    text = re.sub(r"#[0-9a-f]{6}", lambda m: _variables.get(m.group(), m.group()), text)
    text = re.sub(r"font: ([0-9.]+)px [^;]*", r"font-size:\1px", text)
    text = re.sub(r"stroke-dashoffset: 0;?|stroke-linejoin: miter;?", "", text)
    return re.sub(r"\s*([:;,])\s*", r"\1", text).strip("; ")


class _Shrinker:
    def __init__(self, text, prefix):
        self.names = {}
        for name in re.findall(r'(?:href="#|url\(#)([^")]+)', text):
            self.names.setdefault(name, f"{prefix}-{len(self.names)}")

    def tidy(self, element):
        """The element's own attributes."""
        attributes = element.attrib
        identity = attributes.pop("id", "")
        if identity in self.names:
            attributes["id"] = self.names[identity]
        elif identity.startswith(TITLE):
            title = ET.Element(SVG + "title")
            title.text = identity[len(TITLE) :]
            element.insert(0, title)
        if XLINK in attributes:
            attributes["href"] = "#" + self.names[attributes.pop(XLINK)[1:]]
        if "clip-path" in attributes:
            attributes["clip-path"] = f"url(#{self.names[attributes['clip-path'][5:-1]]})"
        if attributes.get("transform", "").startswith("rotate(0 ") or attributes.get("transform", "").startswith(
            "rotate(-0 "
        ):
            del attributes["transform"]
        if "style" in attributes:
            attributes["style"] = _declarations(attributes["style"])
        if "d" in attributes:
            attributes["d"] = _path(attributes["d"])
        for key in ("transform", "x", "y", "width", "height"):
            if key in attributes:
                attributes[key] = _numbers(attributes[key])

    def walk(self, element):
        for child in list(element):
            self.walk(child)
            bare = child.tag in (SVG + "g", SVG + "defs") and not child.attrib and not len(child)
            if bare or child.tag in (SVG + "metadata", SVG + "style"):
                element.remove(child)
            elif child.tag == SVG + "g" and len(child) == 1 and not child.attrib:
                element[list(element).index(child)] = child[0]
        if not (element.text or "").strip():
            element.text = None
        element.tail = None
        self.tidy(element)


def shrink(figure, prefix, name):
    """The figure as the text of an <svg> element whose ids begin with prefix."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue().decode()
    root = ET.fromstring(text)
    _Shrinker(text, prefix).walk(root)
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    root.set("role", "img")
    root.set("aria-label", name)
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")


def standalone(svg):
    """As a file of its own."""
    styles = Styles()
    svg = styles.apply(svg)
    css = f"{themed_css()}{BASE_CSS}{styles.css()}"
    return re.sub(r"<svg[^>]*>", lambda m: f"{m.group()}<style>{css}</style>", svg, count=1)


def inline(svg, styles):
    """In an HTML page, where the namespace goes without saying and the classes are those of all pictures."""
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", styles.apply(svg))
