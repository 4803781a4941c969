# SPDX-License-Identifier: MIT
"""Two processes, which share out the images of each batch, see the losses that one process sees."""

import json
import socket

import pytest

ARGUMENTS = "--activations mish relu maxout --networks mlp deep --seeds 1 --epochs 2 --train 256 --test 64".split()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def runs(experiment, folder, launcher=()):
    experiment(*ARGUMENTS, "--out", folder, launcher=launcher)
    result = json.loads((folder / "experiment.json").read_text(encoding="utf-8"))
    return result["context"]["processes"], {(r["network"], r["activation"], r["kind"]): r for r in result["runs"]}


def test_the_same_loss_curve(experiment, tmp_path):
    launcher = ["-m", "torch.distributed.run", "--nnodes", "1", "--nproc_per_node", "2"]
    # What they print into files and here, as with Python 3.11 the default of PyTorch 1.13's torchrun fails.
    launcher += ["--redirects", "1", "--tee", "1", "--log_dir", str(tmp_path / "log")]
    launcher += ["--master_addr", "127.0.0.1", "--master_port", str(free_port())]
    one, alone = runs(experiment, tmp_path / "one")
    two, shared = runs(experiment, tmp_path / "two", launcher)
    assert (one, two) == (1, 2) and alone.keys() == shared.keys() and len(alone) == 12
    for key, run in alone.items():
        smooth = key[1] == "mish"  # rounding moves inputs across the others' jumps of f'
        near = {"rel": 1e-4 if smooth else 5e-3}
        for a, b in zip(run["epochs"], shared[key]["epochs"]):
            assert b["train_loss"] == (pytest.approx(a["train_loss"], **near) if a["train_loss"] else None), key
            assert b["test_loss"] == pytest.approx(a["test_loss"], **near), key
            if smooth:
                assert b["gradient_norms"] == pytest.approx(a["gradient_norms"], rel=1e-3), key
