# SPDX-License-Identifier: MIT
"""lacking.py MODULE...: prints the first of these, and of what building a package needs, that this Python lacks."""

import importlib.util
import os
import sys
import sysconfig

lacking = [
    name for name in ("setuptools", "wheel", "build", "pytest", *sys.argv[1:]) if not importlib.util.find_spec(name)
]
if not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")):
    lacking.append("Python.h")
print(*lacking[:1])
