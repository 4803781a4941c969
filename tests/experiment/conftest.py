# SPDX-License-Identifier: MIT
"""What the tests of the experiment share: a few images, and the experiment as its user runs it."""

import os
import subprocess
import sys

import pytest
import torch
from training import data


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """{(training, test images): the tensors}, drawn once."""
    found = {}

    def draw(train, test):
        if (train, test) not in found:
            folder = tmp_path_factory.mktemp("images")
            data.draw(folder, {"train": train, "test": test})
            name, *arrays = data.read(folder, data.DRAWN)
            found[train, test] = data.Data(name, *map(torch.from_numpy, arrays))
        return found[train, test]

    return draw


@pytest.fixture(scope="session")
def experiment():
    """Runs it, in so many processes; returns what it printed."""

    def run(*arguments, launcher=()):
        command = [sys.executable, *launcher, "-m", "training", "--threads", "1", *map(str, arguments)]
        done = subprocess.run(
            command, env={**os.environ, "OMP_NUM_THREADS": "1"}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
