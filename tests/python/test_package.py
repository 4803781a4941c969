# SPDX-License-Identifier: MIT
"""What the wheel holds: one extension that needs nothing, types for editors, documentation that is true."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ENTRIES, FROM_OUTPUT, TREE

import simdact
from simdact import _core

PACKAGE = Path(simdact.__file__).parent


def test_contents():
    names = {p.name for p in PACKAGE.iterdir() if p.name != "__pycache__"}
    extension = Path(_core.__file__).name
    assert {extension, "__init__.py", "__init__.pyi", "py.typed", "_cards.py"} <= names
    assert TREE / "bindings" not in PACKAGE.parents


def test_the_extension_contains_the_library():
    symbols = subprocess.run(["nm", "-D", _core.__file__], capture_output=True, text=True, check=True).stdout
    defined = [line.split()[-1] for line in symbols.splitlines() if re.search(r" [TDBRVW] ", line)]
    assert [s for s in defined if "simdact" in s or s.startswith("PyInit")] == ["PyInit__core"]
    assert not re.search(r" U simdact_", symbols)


def test_version():
    header = (TREE / "include/simdact/simdact.h").read_text(encoding="utf-8")
    want = ".".join(re.findall(r"#define SIMDACT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header))
    assert simdact.__version__ == want
    metadata = next(PACKAGE.parent.glob("simdact-*.dist-info")) / "METADATA"
    text = metadata.read_text(encoding="utf-8")
    assert f"\nVersion: {want}\n" in text
    (required,) = re.findall(r"^Requires-Dist: numpy *\(?([^)\n]*)", text, re.MULTILINE)
    assert ("<2" in required) == (np.lib.NumpyVersion(np.__version__) < "2.0.0")


def test_the_accuracies_of_the_tests_are_those_of_the_library():
    listed = (TREE / "include/simdact/accuracies.def").read_text(encoding="utf-8")
    assert list(simdact.accuracies) == re.findall(r"^SIMDACT_ACCURACY\(\d+, \w+, (\w+)", listed, re.MULTILINE)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_documentation(entry):
    text = getattr(simdact, entry.name).__doc__
    assert text.splitlines()[2].startswith(f"{entry.name}(x) = ")
    row = re.search(r"^ +high +(.*)$", text, re.MULTILINE)[1].split()
    column = re.search(r"^ +float16 .*$", text, re.MULTILINE)[0].split().index("float32")
    assert float(row[column]) == pytest.approx(simdact.ulp_bound(entry.name), rel=1e-3)
    for name, default in entry.parameters.items():
        assert f"{name} : float, default {default:.6g}" in text
    for name in {"alpha", "beta"} - set(entry.parameters):
        assert not re.search(rf"\b{name}\b", text)
    backward = getattr(simdact, entry.name + "_backward").__doc__
    assert "dx = dy f'(x)" in backward and "The largest error of f'" in backward


def parameters_in_stub():
    """{function: [names of its keyword-only parameters]} from the stub."""
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name != "_Ufunc":
            found[node.name[1:]] = node.body[0].args
    return found


def test_stub():
    found = parameters_in_stub()
    ufuncs = {name for name in simdact.__all__ if isinstance(getattr(simdact, name), np.ufunc)}
    assert set(found) == ufuncs
    numpys = ["casting", "order", "dtype", "signature", "subok", "where"]
    for entry in ENTRIES:
        for suffix in ("", "_backward") + (("_backward_from_output",) if entry.name in FROM_OUTPUT else ()):
            arguments = found[entry.name + suffix]
            names = [a.arg for a in arguments.kwonlyargs]
            own = names[len(numpys) :]
            assert names[: len(numpys)] == numpys
            assert own == list(entry.parameters) + (["accuracy"] if "from_output" not in suffix else [])
            defaults = [ast.literal_eval(d) for d in arguments.kw_defaults[len(numpys) :]]
            assert defaults[: len(entry.parameters)] == list(entry.parameters.values())
            assert len(arguments.posonlyargs) - 1 == getattr(simdact, entry.name + suffix).nin


def test_readme():
    text = (TREE / "bindings/python/README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    names = {"np": np, **{name: np.ones(5, np.float32) for name in ("x", "dy", "gate", "up")}}
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 2
    for block in blocks:
        exec(block, names)
    assert np.array_equal(names["y"], simdact.gelu(names["x"]))
    checked = subprocess.run(
        [sys.executable, TREE / "bindings/python/speed.py", "check"], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
