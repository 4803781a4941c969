# SPDX-License-Identifier: MIT
"""The wheel: one extension that contains the library, and what Python needs to know of it.

SIMDACT_LIBRARY names a libsimdact.a that is there already; otherwise CMake builds one."""

import os
import subprocess
import sys
from pathlib import Path

import numpy
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = Path(__file__).parent.resolve()
sys.path.insert(0, str(HERE.parent / "common"))
from tree import TREE, library, version, write_shared

BUILD = Path(os.environ.get("SIMDACT_BUILD_FOLDER", TREE / "build" / "python"))


class Build(build_ext):
    def run(self):
        self.extensions[0].extra_objects = [str(library(BUILD))]
        super().run()
        package = Path(self.build_lib) / "simdact"
        write_shared(package)
        environment = {**os.environ, "PYTHONPATH": str(Path(self.build_lib).resolve()), "PYTHONDONTWRITEBYTECODE": "1"}
        stub = [sys.executable, HERE / "write_stub.py", package.resolve() / "__init__.pyi"]
        subprocess.run(stub, env=environment, cwd=BUILD, check=True)


BUILD.mkdir(parents=True, exist_ok=True)
core = Extension(
    "simdact._core",
    sources=[f"core/{name}.cpp" for name in ("module", "function", "names", "kinds")],
    include_dirs=[str(TREE / "include"), numpy.get_include()],
    extra_compile_args=["-std=c++17", "-O2", "-Wall", "-Wextra", "-fvisibility=hidden", "-ffp-contract=off"],
    extra_link_args=["-Wl,--exclude-libs,ALL"],
)
setup(
    version=version(),
    packages=["simdact"],
    package_dir={"": "src"},
    package_data={"simdact": ["py.typed"]},
    # What NumPy 1 compiled NumPy 2 cannot load; the other way round it can.
    install_requires=["numpy>=1.22" + (",<2" if numpy.__version__.startswith("1.") else "")],
    ext_modules=[core],
    cmdclass={"build_ext": Build},
    options={"build": {"build_base": str(BUILD)}, "egg_info": {"egg_base": str(BUILD)}},
    zip_safe=False,
)
