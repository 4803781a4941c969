# SPDX-License-Identifier: MIT
"""The report and the docs as their user makes them."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

TREE = Path(__file__).parents[2]


def run(module, *arguments, tree=TREE):
    environment = {**os.environ, "PYTHONPATH": str(tree / "tools"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


report = partial(run, "report")
docs = partial(run, "docs")
