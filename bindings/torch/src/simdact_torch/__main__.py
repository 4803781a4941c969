# SPDX-License-Identifier: MIT
"""python3 -m simdact_torch SCRIPT [ARGUMENTS...]: runs a program of PyTorch's unchanged, its functions served."""

import runpy
import sys
from pathlib import Path

import simdact_torch

if len(sys.argv) < 2:
    sys.exit(__doc__)
del sys.argv[0]
sys.path[0] = str(Path(sys.argv[0]).resolve().parent)
simdact_torch.enable()
runpy.run_path(sys.argv[0], run_name="__main__")
