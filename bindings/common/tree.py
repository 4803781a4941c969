# SPDX-License-Identifier: MIT
"""What the packages' setup.py read in the source tree, and the library that they are built around."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE / "tools"))
import record


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
    """{name: (formula, number of parameters)}, from the heads of the functions' cards."""
    return {name: (card.formula, len(card.defaults)) for name, card in record.cards().items()}


def write_shared(package):
    """What the packages share, and the cards."""
    for shared in ("_names.py", "_documents.py"):
        shutil.copyfile(Path(__file__).with_name(shared), package / shared)
    lines = [f"    {name!r}: {card!r},\n" for name, card in cards().items()]
    text = '"""The formula of each function, and how many parameters it has."""\n\nCARDS = {\n' + "".join(lines) + "}\n"
    (package / "_cards.py").write_text(text, encoding="utf-8")
