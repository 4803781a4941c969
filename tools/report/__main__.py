# SPDX-License-Identifier: MIT
"""tools/dev report: the page from files of the benchmark, or the README's tables."""

import argparse
import sys
from pathlib import Path

from . import readme, results

ROOT = Path(__file__).parents[2]


def arguments():
    parser = argparse.ArgumentParser(prog="tools/dev report", description=__doc__)
    parser.add_argument(
        "files", nargs="*", metavar="FILE.json", help="results of the benchmark, side by side if several"
    )
    parser.add_argument("--out", default="build/report", help="the folder of the page and its pictures (%(default)s)")
    parser.add_argument("--readme", action="store_true", help="write the README's tables instead")
    parser.add_argument(
        "--docs", action="store_true", help="write docs/report, the page of the newest of bench/results"
    )
    parser.add_argument("--check", action="store_true", help="only tell whether the README's tables are up to date")
    chosen = parser.parse_args()
    if bool(chosen.files) == (chosen.readme or chosen.docs or chosen.check):
        parser.error("either FILE.json or --readme, --docs or --check")
    return chosen


def main():
    chosen = arguments()
    try:
        if chosen.readme or chosen.check:
            return readme.update(ROOT, check=chosen.check)
        runs = [results.read(file) for file in chosen.files] or [readme.newest(ROOT)]
        for letter, run in zip("ABCDEFGH", runs):
            run.label = letter if len(runs) > 1 else ""
        from . import page  # which needs matplotlib and Jinja

        print(
            page.write(runs, ROOT / "docs/report") if chosen.docs else page.write(runs, chosen.out, pictures_too=True)
        )
        return 0
    except results.BadInput as error:
        print(f"report: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
