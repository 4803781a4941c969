# SPDX-License-Identifier: MIT
"""The report as its user runs it."""

import os
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).parents[2]


def report(*arguments, tree=TREE):
    environment = {**os.environ, "PYTHONPATH": str(tree / "tools"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "report", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
