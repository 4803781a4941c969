# SPDX-License-Identifier: MIT
"""tools/dev report: a page of the benchmark's results, or what the repository keeps of them."""

import sys

from . import results
from record import BadInput

from .options import arguments


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
