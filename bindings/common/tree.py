# SPDX-License-Identifier: MIT
"""What the packages' setup.py read in the source tree, and the library that they are built around."""

import os
import re
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]


def version():
    header = (TREE / "include/simdact/simdact.h").read_text(encoding="utf-8")
    return ".".join(re.findall(r"#define SIMDACT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header))


def library(build):
    """The static library: SIMDACT_LIBRARY names one that is there already; otherwise CMake builds one in the folder."""
    if "SIMDACT_LIBRARY" in os.environ:
        return Path(os.environ["SIMDACT_LIBRARY"])
    folder = build / "library"
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=OFF"]
    subprocess.run(["cmake", "-S", TREE, "-B", folder, *options], check=True)
    subprocess.run(["cmake", "--build", folder, "--target", "simdact"], check=True)
    return folder / "libsimdact.a"


def cards():
    """{name: (formula, number of parameters)}: the second line of each function's card, and its parameter_count."""
    found = {}
    for card in sorted((TREE / "include/simdact/op").glob("*.hpp")):
        text = card.read_text(encoding="utf-8")
        formula = re.search(rf"^// {card.stem}\(x\) = (.*)$", text, re.MULTILINE)
        if not formula:
            sys.exit(f"{card}: its second line does not say what {card.stem}(x) is")
        count = re.search(r"int parameter_count = (\d)", text)
        found[card.stem] = (formula[1], int(count[1]) if count else 0)
    return found


def write_cards(file):
    lines = [f"    {name!r}: {card!r},\n" for name, card in cards().items()]
    text = '"""The formula of each function, and how many parameters it has."""\n\nCARDS = {\n' + "".join(lines) + "}\n"
    file.write_text(text, encoding="utf-8")
