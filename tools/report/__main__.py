# SPDX-License-Identifier: MIT
"""tools/dev report: a page of the benchmark's results, or what the repository keeps of them."""

import argparse
import sys
from pathlib import Path

from . import results
from .record import ROOT, BadInput


def arguments():
    parser = argparse.ArgumentParser(prog="tools/dev report", description=__doc__)
    parser.add_argument(
        "file", nargs="+", metavar="FILE.json", help="what the benchmark wrote; only --keep takes several"
    )
    parser.add_argument("--errors", metavar="FILE", help="the errors that the benchmark measured")
    parser.add_argument("--out", default=ROOT / "build/report", type=Path, help="the page's folder (build/report)")
    parser.add_argument("--keep", metavar="NAME", help="write bench/results/NAME.json instead, with what is kept of it")
    chosen = parser.parse_args()
    if len(chosen.file) > 1 and not chosen.keep:
        parser.error("several files are for --keep")
    return chosen


def main():
    chosen = arguments()
    try:
        if chosen.keep:
            results.keep(chosen.file, chosen.keep)
            return 0
        run = results.read(chosen.file[0], chosen.errors)
        from . import page  # which needs matplotlib and Jinja

        print(page.write(run, chosen.out))
        return 0
    except BadInput as error:
        print(f"report: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
