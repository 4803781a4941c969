# SPDX-License-Identifier: MIT
"""The wheel, for the PyTorch that builds it: one extension that contains the library, and what Python needs to know of
it. A compiled extension works with that minor version of PyTorch alone."""

import os
import shutil
import sys
from pathlib import Path

import torch
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from torch.utils import cpp_extension

HERE = Path(__file__).parent.resolve()
sys.path.insert(0, str(HERE.parent / "common"))
from tree import TREE, library, version, write_shared

BUILD = Path(os.environ.get("SIMDACT_BUILD_FOLDER", TREE / "build" / "torch"))
SOURCES = ("module", "kernel", "elementwise", "rows", "override", "operators", "define", "autograd", "batching")
MAJOR, MINOR = (int(part) for part in torch.__version__.split(".")[:2])


class Build(build_ext):
    def run(self):
        self.extensions[0].extra_objects = [str(library(BUILD))]
        super().run()
        package = Path(self.build_lib) / "simdact_torch"
        write_shared(package)
        shutil.copyfile(HERE / "speed.json", package / "speed.json")


BUILD.mkdir(parents=True, exist_ok=True)
flags = ["-std=c++17", "-O2", "-Wall", "-Wextra", "-fvisibility=hidden", "-ffp-contract=off", "-fopenmp"]
headers = [flag for folder in cpp_extension.include_paths() for flag in ("-isystem", folder)]
core = Extension(
    "simdact_torch._core",
    sources=[f"core/{name}.cpp" for name in SOURCES],
    include_dirs=[str(TREE / "include")],
    extra_compile_args=[*flags, *headers],
    define_macros=[("_GLIBCXX_USE_CXX11_ABI", str(int(torch._C._GLIBCXX_USE_CXX11_ABI)))],
    library_dirs=cpp_extension.library_paths(),
    libraries=["torch", "torch_cpu", "c10"],
    extra_link_args=["-fopenmp", "-Wl,--exclude-libs,ALL"],
    language="c++",
)
setup(
    version=version(),
    packages=["simdact_torch"],
    py_modules=["simdact_torch_autoload"],
    package_dir={"": "src"},
    install_requires=[f"torch>={MAJOR}.{MINOR}.0a0,<{MAJOR}.{MINOR + 1}"],
    ext_modules=[core],
    cmdclass={"build_ext": Build},
    options={"build": {"build_base": str(BUILD)}, "egg_info": {"egg_base": str(BUILD)}},
    zip_safe=False,
)
