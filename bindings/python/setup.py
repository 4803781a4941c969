# SPDX-License-Identifier: MIT
"""The wheel: one extension that contains the library, and what Python needs to know of it.

SIMDACT_LIBRARY names a libsimdact.a that is there already; otherwise CMake builds one."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = Path(__file__).parent.resolve()
TREE = HERE.parents[1]
BUILD = Path(os.environ.get("SIMDACT_BUILD_FOLDER", TREE / "build" / "python"))


def version():
    header = (TREE / "include/simdact/simdact.h").read_text(encoding="utf-8")
    return ".".join(re.findall(r"#define SIMDACT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header))


def library():
    if "SIMDACT_LIBRARY" in os.environ:
        return Path(os.environ["SIMDACT_LIBRARY"])
    folder = BUILD / "library"
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=OFF"]
    subprocess.run(["cmake", "-S", TREE, "-B", folder, *options], check=True)
    subprocess.run(["cmake", "--build", folder, "--target", "simdact"], check=True)
    return folder / "libsimdact.a"


def cards():
    """{name: (formula, number of parameters)}: the second line of each function's card, and its parameter_count."""
    found = {}
    for card in sorted((TREE / "include/simdact/op").glob("*.hpp")):
        text = card.read_text(encoding="utf-8")
        formula = re.search(rf"^// {card.stem}\(x\) = (.*)$", text, re.MULTILINE)
        if not formula:
            sys.exit(f"{card}: its second line does not say what {card.stem}(x) is")
        count = re.search(r"int parameter_count = (\d)", text)
        found[card.stem] = (formula[1], int(count[1]) if count else 0)
    return found


class Build(build_ext):
    def run(self):
        self.extensions[0].extra_objects = [str(library())]
        super().run()
        package = Path(self.build_lib) / "simdact"
        lines = [f"    {name!r}: {card!r},\n" for name, card in cards().items()]
        text = (
            '"""The formula of each function, and how many parameters it has."""\n\nCARDS = {\n'
            + "".join(lines)
            + "}\n"
        )
        (package / "_cards.py").write_text(text, encoding="utf-8")
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
    ext_modules=[core],
    cmdclass={"build_ext": Build},
    options={"build": {"build_base": str(BUILD)}, "egg_info": {"egg_base": str(BUILD)}},
    zip_safe=False,
)
