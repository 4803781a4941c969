# SPDX-License-Identifier: MIT
"""What the packages' speed.py share: measurements in a file, and the README's table that is made from them."""

import json
import os
import platform
import re
import time
from pathlib import Path

MARKS = re.compile(r"(<!-- table: speed.py table -->\n).*(<!-- end -->)", re.DOTALL)


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def save(file, rows, **context):
    """The rows, with the machine and the day."""
    context = {"processor": processor(), **context, "date": time.strftime("%Y-%m-%d"), "load": os.getloadavg()[0]}
    lines = ",\n".join(json.dumps(row) for row in rows)
    file.write_text(f'{{"context": {json.dumps(context, indent=1)},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")


def digits(quotient):
    """How many times as fast, to two digits."""
    return f"{quotient:.0f}" if quotient >= 10 else f"{quotient:.1f}" if quotient >= 1 else f"{quotient:.2f}"


def table_command(command, readme, table):
    """table: writes the table into the README; check: what is wrong with the one that is there, or None."""
    text = readme.read_text(encoding="utf-8")
    written = MARKS.sub(lambda match: match[1] + table + match[2], text)
    if command == "check":
        return None if written == text else f"{readme}: not the table of the measurements"
    readme.write_text(written, encoding="utf-8")
    return None
