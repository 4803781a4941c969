# SPDX-License-Identifier: MIT
"""Prints the first module that the package's build or its tests need and this Python lacks."""

import importlib.util
import os
import sysconfig

MODULES = ("numpy", "setuptools", "wheel", "build", "pytest", "mpmath")
lacking = [name for name in MODULES if importlib.util.find_spec(name) is None]
if not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")):
    lacking.append("Python.h")
print(*lacking[:1])
