# SPDX-License-Identifier: MIT
"""report.py CASE SOURCE_TREE: the tests of tools/report. The two that draw are skipped without matplotlib or Jinja."""

import html.parser
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CASE, TREE = sys.argv[1], Path(sys.argv[2])
VOID = {"meta", "link", "br", "img"}


def report(*arguments, tree=TREE):
    environment = {**os.environ, "PYTHONPATH": str(tree / "tools"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "report", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def committed():
    return sorted((TREE / "bench/results").glob("*.json"))[0]


def shortened(count):
    """The committed results of the first functions, and of gelu."""
    data = json.loads(committed().read_text(encoding="utf-8"))
    kept = [f for i, f in enumerate(data["functions"]) if i < count or f["function"] == "gelu"]
    return {**data, "functions": kept}


class Page(html.parser.HTMLParser):
    """What the page holds, and whether its elements nest."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.loads, self.pictures, self.references = [], [], [], [], []
        self.feed(text)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, attributes):
        self.note(tag, dict(attributes))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.note(tag, dict(attributes))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def note(self, tag, attributes):
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "svg":
            self.pictures.append(attributes["aria-label"])
        for key in ("src", "href", "xlink:href", "data", "srcset", "action"):
            value = attributes.get(key)
            if value and value.startswith("#"):
                self.references.append(value[1:])
            elif value:
                self.loads.append(value)


def check_page(text, functions, files):
    page = Page(text)
    assert not page.loads, f"not self-contained: {page.loads[:3]}"
    assert not re.search(r"https?:|@import|url\((?!#)", text), "not self-contained"
    assert len(page.ids) == len(set(page.ids)), "an id twice"
    assert not set(page.references) - set(page.ids), "a reference to nothing"
    for function in functions:
        name = function["function"]
        assert name in page.ids, name
        kinds = ["speed", "length"] + (["error"] if "error_axis" in function else [])
        wanted = [f"{name}-{kind}{label}" for kind in kinds for label in files]
        wanted += [f"{name}-curve"] if "curve" in function else []
        assert not set(wanted) - set(page.pictures), set(wanted) - set(page.pictures)
    for colour in ("prefers-color-scheme:dark", "width=device-width"):
        assert colour in text, colour


def page(folder):
    """Every function of the committed results is on the page."""
    need_modules()
    made = report(committed(), "--out", folder)
    assert made.returncode == 0, made.stderr
    written = Path(made.stdout.splitlines()[-1])
    assert written == folder / "index.html", written
    text = written.read_text(encoding="utf-8")
    data = json.loads(committed().read_text(encoding="utf-8"))
    check_page(text, data["functions"], [""])
    machine = data["machine"]
    for fact in (machine["cpu"], machine["compiler"], machine["library_flags"], machine["date"][:10]):
        assert fact in text, fact
    assert len(text.encode()) < 3e6, len(text)
    for end in ("svg", "png"):
        assert (folder / "pictures" / f"gelu-speed.{end}").stat().st_size > 2000


def docs(_):
    """The committed page is that of the newest committed results."""
    text = (TREE / "docs/report/index.html").read_text(encoding="utf-8")
    newest = max(
        (json.loads(f.read_text(encoding="utf-8")) for f in (TREE / "bench/results").glob("*.json")),
        key=lambda data: data["machine"]["date"],
    )
    check_page(text, newest["functions"], [""])
    assert newest["machine"]["date"].replace("T", " ").replace("Z", " UTC") in text, "tools/dev report --docs"
    assert len(text.encode()) < 3e6, len(text)


def two_files(folder):
    """Two files on one page, the second one without a function of the first."""
    need_modules()
    first, second = shortened(1), shortened(0)
    for result in second["functions"][0]["results"]:
        for time in result["times"]:
            time["min_ns"] *= 2
    files = []
    for name, data in (("first", first), ("second", second)):
        files.append(folder / f"{name}.json")
        files[-1].write_text(json.dumps(data), encoding="utf-8")
    made = report(*files, "--out", folder / "out")
    assert made.returncode == 0, made.stderr
    text = (folder / "out/index.html").read_text(encoding="utf-8")
    check_page(text, first["functions"][:1], ["-A"])
    check_page(text, second["functions"], ["-A", "-B"])
    assert "<td><b>2.00</b></td>" in text, "the second file's ratio to the first"


def bad_input(folder):
    """One line, exit status 2, nothing written."""
    broken = shortened(1)
    del broken["functions"][0]["results"][0]["times"][0]["min_ns"]
    texts = {
        "not.json": "{",
        "list.json": "[1]",
        "empty.json": "{}",
        "null.json": "null",
        "key.json": json.dumps(broken),
        "none.json": json.dumps({**broken, "functions": []}),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    for name in (*texts, "binary.json", "missing.json", "."):
        failed = report(folder / name, "--out", folder / "out")
        assert failed.returncode == 2, (name, failed)
        assert failed.stderr.startswith("report: ") and failed.stderr.count("\n") == 1, (name, failed.stderr)
        assert not failed.stdout and not (folder / "out").exists(), name
    assert "min_ns" in report(folder / "key.json").stderr
    for arguments in ((), ("--readme", committed()), ("--no-such",)):
        assert report(*arguments).returncode == 2, arguments


def readme(_):
    """The README's tables are those of docs/accuracy.md and bench/results."""
    checked = report("--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def need_modules():
    if not all(map(importlib.util.find_spec, ("jinja2", "matplotlib"))):
        print("skipped: matplotlib and Jinja are not installed")
        sys.exit(77)


with tempfile.TemporaryDirectory() as place:
    {"page": page, "docs": docs, "two_files": two_files, "bad_input": bad_input, "readme": readme}[CASE](Path(place))
print("ok")
