# SPDX-License-Identifier: MIT
"""enable, disable and what they choose."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from c_abi import ACCURACIES, OPS, TREE, supported
from conftest import ELEMENTWISE, ROWS, TYPES, abi, abi_forward, inputs, same_bits, served

import simdact_torch
from simdact_torch import _core, _measured

PACKAGE = Path(simdact_torch.__file__).parent
TYPE_NAMES = {"f32": "float32", "f64": "float64", "f16": "float16", "bf16": "bfloat16"}


@pytest.fixture(autouse=True)
def none_before():
    with simdact_torch.disable():
        yield


def run(code, **environment):
    """What a program prints that starts anew."""
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=True)
    return done.stdout


@pytest.mark.parametrize("accuracy", simdact_torch.accuracies)
@pytest.mark.parametrize("entry", ELEMENTWISE, ids=lambda e: e.name)
def test_an_accuracy_for_all(entry, accuracy):
    with simdact_torch.enable(accuracy=accuracy):
        for name, dtype in TYPES.items():
            if supported(OPS[entry.op], name, accuracy):
                x = inputs(dtype, 3000)
                same_bits(served(entry.call, x), abi_forward(entry, x, accuracy))
            elif name in ("float32", "float64"):
                before = simdact_torch.calls()
                entry.call(torch.ones(3, dtype=dtype))
                assert simdact_torch.calls() == before


@pytest.mark.parametrize("accuracy", simdact_torch.accuracies)
def test_choices_are_what_is_served(accuracy):
    """PyTorch's functions are those of ELEMENTWISE and the rows; a derivative of a function that is served is too."""
    served_functions = {(e.op, "forward") for e in ELEMENTWISE} | {
        (e.op, e.backward) for e in ELEMENTWISE if e.backward
    }
    served_functions |= {(op, "backward_from_output") for op in ("elu", "celu", "selu")}  # in place
    served_functions |= {(name, d) for name in ROWS for d in ("forward", "backward_from_output")}
    with simdact_torch.enable(accuracy):
        chosen = simdact_torch.choices()
    assert {key[:2] for key in chosen} <= served_functions
    if accuracy != "exact":
        assert {key[:2] for key in chosen} == served_functions
    for (op, direction, dtype), own in chosen.items():
        assert (op, "forward", dtype) in chosen
        if op in OPS:
            name = TYPE_NAMES[dtype]
            has = supported(OPS[op], name, accuracy, direction)
            assert supported(OPS[op], name, own, direction) and own == (accuracy if has else "high")
    for op in {op for op, _ in served_functions} & set(OPS):
        for dtype, name in TYPE_NAMES.items():
            assert supported(OPS[op], name, accuracy) == ((op, "forward", dtype) in chosen)
    assert set(simdact_torch.FUNCTIONS) == {op for op, _ in served_functions}


@pytest.mark.parametrize("entry", [e for e in ELEMENTWISE if e.backward == "backward"], ids=lambda e: e.name)
def test_an_exact_function_has_a_derivative(entry):
    if not supported(OPS[entry.op], "float32", "exact"):
        pytest.skip("the library has no such kernel")
    x, dy = inputs(torch.float32, 300).requires_grad_(), inputs(torch.float32, 300, seed=2)
    own = "exact" if supported(OPS[entry.op], "float32", "exact", "backward") else "high"
    with simdact_torch.enable("exact"):
        (dx,) = served(torch.autograd.grad, entry.call(x), x, dy)
    same_bits(dx, abi("backward", entry.op, own, [x, dy], entry.params))


def test_context_manager_and_functions():
    x = torch.randn(10)
    assert simdact_torch.choices() == {}
    with simdact_torch.enable(accuracy="fast", functions=["silu", "mish"]):
        assert {key[0] for key in simdact_torch.choices()} == {"swish", "mish"}
        served(torch.nn.functional.silu, x)
        with simdact_torch.enable(functions={"gelu": "high"}):
            assert set(simdact_torch.choices().values()) == {"high"}
            served(torch.nn.functional.gelu, x)
        assert set(simdact_torch.choices().values()) == {"fast"}
        before = simdact_torch.calls()
        torch.nn.functional.gelu(x)
        assert simdact_torch.calls() == before
    assert simdact_torch.choices() == {}
    with simdact_torch.enable("high", functions=[]):
        assert simdact_torch.choices() == {}
    simdact_torch.enable("high")
    served(torch.tanh, x)
    simdact_torch.disable()
    assert simdact_torch.choices() == {}


def test_refusals():
    for arguments in (
        {"accuracy": "best"},
        {"functions": ["sinus"]},
        {"functions": ["relu"]},
        {"functions": {"gelu": "best"}},
    ):
        with pytest.raises(ValueError):
            simdact_torch.enable(**arguments)
    with pytest.raises(ValueError):
        simdact_torch.enable("high", functions={"gelu": "high"})
    assert simdact_torch.choices() == {}


def test_the_default_is_what_was_measured():
    with simdact_torch.enable():
        chosen = simdact_torch.choices()
    rows = json.loads((TREE / "bindings/torch/speed.json").read_text("utf-8"))["rows"]
    groups = _measured.by_key(rows)
    assert len(groups) >= 4 * len(ELEMENTWISE)
    assert set(chosen) <= set(groups)
    for key, group in groups.items():
        assert {(row["n"], row["threads"]) for row in group} == {(n, t) for n in (64, 4096, 2**20) for t in (1, 2)}
        if key in chosen and group[0]["stock_ns"] is not None:
            assert all(1.05 * row["stock_ns"] >= row[chosen[key] + "_ns"] for row in group)


def test_choice_rule():
    def rows(stock, high, fast):
        return [{"stock_ns": s, "high_ns": h, "fast_ns": f} for s, h, f in zip(stock, high, fast)]

    assert _measured.candidates()[0] == "high" and "exact" not in _measured.candidates()
    assert _measured.choose(rows([10, 10], [9, 10.4], [1, 1])) == "high"
    assert _measured.choose(rows([10, 10], [1, 10.6], [9, 9])) == "fast"
    assert _measured.choose(rows([10, 10], [10.2, 10.2], [10.2, 10.2])) is None
    assert _measured.choose(rows([None, None], [1, 1], [1, 1])) == "high"


def test_environment_switches_off():
    code = "import simdact_torch, torch; simdact_torch.enable(); print(len(simdact_torch.choices()))"
    assert int(run(code)) > 0
    assert int(run(code, SIMDACT_TORCH="0")) == 0
    assert int(run(code.replace("enable()", "enable('high')"), SIMDACT_TORCH="0")) == 0


def test_no_warning_and_no_other_thread_of_output():
    code = "import simdact_torch; simdact_torch.enable('high')"
    done = subprocess.run([sys.executable, "-B", "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert "Overriding" not in done.stderr and "simdact" not in done.stderr


def test_the_accuracies_are_those_of_the_library():
    listed = (TREE / "include/simdact/accuracies.def").read_text(encoding="utf-8")
    assert list(simdact_torch.accuracies) == re.findall(r"^SIMDACT_ACCURACY\(\d+, \w+, (\w+)", listed, re.MULTILINE)
    assert set(simdact_torch.accuracies) <= set(ACCURACIES)


def test_version_and_contents():
    header = (TREE / "include/simdact/simdact.h").read_text(encoding="utf-8")
    want = ".".join(re.findall(r"#define SIMDACT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header))
    assert simdact_torch.__version__ == want
    metadata = (next(PACKAGE.parent.glob("simdact_torch-*.dist-info")) / "METADATA").read_text("utf-8")
    minor = ".".join(torch.__version__.split(".")[:2])
    assert f"\nVersion: {want}\n" in metadata and f">={minor}.0a0" in metadata
    assert TREE / "bindings" not in PACKAGE.parents


def test_the_extension_contains_the_library():
    symbols = subprocess.run(["nm", "-D", _core.__file__], capture_output=True, text=True, check=True).stdout
    defined = [line.split()[-1] for line in symbols.splitlines() if re.search(r" [TDBR] ", line)]
    assert [s for s in defined if "simdact" in s or s.startswith("PyInit")] == ["PyInit__core"]
    assert not re.search(r" U simdact_", symbols)


def test_readme_table():
    command = [sys.executable, TREE / "bindings/torch/speed.py", "check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len((TREE / "bindings/torch/README.md").read_text("utf-8").splitlines()) <= 60


def test_autoload():
    serve = "import simdact_torch_autoload; simdact_torch_autoload.serve(); "
    shown = "import sys; print('simdact_torch' in sys.modules and sys.modules['simdact_torch'].choices() != {})"
    assert run(f"import torch; {serve}{shown}") == "True\n"
    assert run(f"import simdact_torch; {serve}{shown}") == "True\n"
    assert run(f"import torch; {serve}{shown}", SIMDACT_TORCH="0") == "False\n"


def test_autoload_of_another_pytorch():
    code = """
import sys, warnings
sys.modules["simdact_torch._core"] = None  # no such module can be imported
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import torch, simdact_torch_autoload  # which is called by the first, since 2.5
    simdact_torch_autoload.serve()
print({text for text in (str(w.message).split(":")[0] for w in caught) if text.startswith("simdact")})
"""
    assert run(code) == "{'simdact_torch serves nothing'}\n"
