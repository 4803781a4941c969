# SPDX-License-Identifier: MIT
"""The arguments of tools/dev report, read without anything that has to be installed."""

import argparse
import os
from pathlib import Path

from record import ROOT


def file_name(name):
    if name in ("", ".", "..") or os.sep in name:
        raise argparse.ArgumentTypeError(f"{name} is not the name of a file")
    return name


def arguments():
    parser = argparse.ArgumentParser(
        prog="tools/dev report", description="A page of the benchmark's results, or what the repository keeps of them."
    )
    parser.add_argument(
        "file", nargs="+", metavar="FILE.json", help="what the benchmark wrote; only --keep takes several"
    )
    parser.add_argument("--errors", metavar="FILE", help="the errors that the benchmark measured")
    parser.add_argument("--out", default=ROOT / "build/report", type=Path, help="the page's folder (build/report)")
    parser.add_argument(
        "--keep", metavar="NAME", type=file_name, help="write bench/results/NAME.json instead, with what is kept of it"
    )
    chosen = parser.parse_args()
    if len(chosen.file) > 1 and not chosen.keep:
        parser.error("several files are for --keep")
    for file in (*chosen.file, *filter(None, [chosen.errors])):
        if not Path(file).is_file():
            parser.error(f"{file}: No such file")
    return chosen


if __name__ == "__main__":
    arguments()
