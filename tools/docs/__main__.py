# SPDX-License-Identifier: MIT
"""tools/dev docs: writes the docs' tables and pictures and the README's figures from what is committed."""

import argparse
import sys

from record import BadInput

from . import documents


def main():
    parser = argparse.ArgumentParser(prog="tools/dev docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether that would change anything")
    try:
        return documents.write(check=parser.parse_args().check)
    except BadInput as error:
        print(f"docs: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
