# SPDX-License-Identifier: MIT
"""follow.py TREE [HEADING]: does in that source tree what the blocks under a heading of its HACKING.md say, by default "How
to add a function". A block names its file after its language: a diff adds lines beside lines that are there once,
another block is a new file."""

import re
import sys
import textwrap
from pathlib import Path

BLOCK = re.compile(r"^( *)```(\w+) (\S+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def blocks(text, heading):
    section = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not section:
        sys.exit(f"HACKING.md has no heading {heading}")
    for indent, language, name, body in BLOCK.findall(section[1]):
        yield language, name, "".join(line[len(indent) :] or "\n" for line in body.splitlines(True))


def add(file, body):
    """Applies a diff of context lines, which begin with a blank, and added ones, which begin with a plus."""
    lines = body.splitlines(True)
    before = "".join(line[1:] for line in lines if line[0] == " ")
    text = file.read_text(encoding="utf-8")
    if text.count(before) != 1:
        sys.exit(f"{file}: not there once:\n{textwrap.indent(before, '  ')}")
    file.write_text(text.replace(before, "".join(line[1:] for line in lines)), encoding="utf-8")


def follow(tree, heading):
    done = []
    for language, name, body in blocks((tree / "HACKING.md").read_text(encoding="utf-8"), heading):
        file = tree / name
        if language == "diff":
            add(file, body)
        elif file.exists():
            sys.exit(f"{file} exists")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
        done.append(name)
    return done


if __name__ == "__main__":
    names = follow(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "How to add a function")
    if not names:
        sys.exit("HACKING.md has no block there")
    print("\n".join(names))
