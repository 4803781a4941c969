# SPDX-License-Identifier: MIT
"""Programs that know nothing of the package are served without a line changed."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

PROGRAMS = Path(__file__).parent / "programs"
# What `import torch` itself may load is switched off where PyTorch's own kernels are meant.
STOCK = {**os.environ, "SIMDACT_TORCH": "0"}
COUNTED = """
import runpy, sys
import simdact_torch
simdact_torch.enable("high")
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
print(simdact_torch.calls())
"""
CALLED = {
    "transformer": [("gelu", "forward"), ("gelu", "backward"), ("softmax", "forward"), ("log_softmax", "forward")],
    "convnet": [("mish", "forward"), ("mish", "backward"), ("swish", "forward"), ("log_softmax", "forward")],
}


def run(command, file, environment=None):
    done = subprocess.run([sys.executable, "-B", *command, file], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return torch.load(file), done.stdout


@pytest.mark.parametrize("name", CALLED)
def test_program(name, tmp_path):
    program = PROGRAMS / f"{name}.py"
    exact, _ = run([program, "float64"], tmp_path / "exact", STOCK)
    stock, _ = run([program, "float32"], tmp_path / "stock", STOCK)
    served, printed = run(["-c", COUNTED, program, "float32"], tmp_path / "served")
    calls = ast.literal_eval(printed)
    for key in CALLED[name]:
        assert calls.get(key), f"{key} was not called"
    assert any(not torch.equal(a, b) for a, b in zip(served, stock))
    for own, other, truth in zip(served, stock, exact):
        scale = truth.abs().max()
        error, other_error = ((t - truth).abs().max() / scale for t in (own, other))
        # As near the truth as PyTorch itself, whose matrix products the two share.
        assert error <= 2 * other_error + 1e-6


def test_the_module_runs_programs(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, torch\n"
        "from beside import name\n"
        "torch.save(torch.nn.functional.mish(torch.linspace(-5, 5, 999)), sys.argv[1])\n"
        "assert sys.modules['simdact_torch'].calls()['mish', 'forward'] == 1\n"
        "assert __name__ == '__main__' and name == 'beside'\n"
    )
    (tmp_path / "beside.py").write_text("name = __name__\n")
    served, _ = run(["-m", "simdact_torch", program], tmp_path / "served")
    assert served.shape == (999,)


@pytest.mark.skipif(not hasattr(torch, "_import_device_backends"), reason="this PyTorch loads no packages")
def test_import_torch_loads_the_package():
    code = "import sys, torch; torch.tanh(torch.ones(3)); s = sys.modules.get('simdact_torch'); print(s and len(s.choices()))"
    for environment, want in (
        ({}, True),
        ({"SIMDACT_TORCH": "0"}, False),
        ({"TORCH_DEVICE_BACKEND_AUTOLOAD": "0"}, None),
    ):
        command = [sys.executable, "-B", "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=True)
        got = ast.literal_eval(done.stdout)
        assert got == want if want is None else bool(got) == want
