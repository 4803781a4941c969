# SPDX-License-Identifier: MIT
"""tools/dev experiment: trains one network with one activation after the other, with PyTorch's kernels and with the
library's, some with wrong derivatives too, and writes what is seen into FOLDER/experiment.json and the page
FOLDER/index.html. Under torchrun the images of each batch are shared out among the processes:
PYTHONPATH=tools:examples:build/experiment/site torchrun --nproc_per_node 2 -m training (with --redirects 1 --tee 1 before
-m where PyTorch is 1.13 and Python 3.11)."""

import argparse
import ast
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from record import ROOT, accuracies
from report.options import file_name


def keys(table):
    """The names in a table of networks.py. That is read and not imported, as it needs PyTorch."""
    tree = ast.parse(Path(__file__).with_name("networks.py").read_text(encoding="utf-8"))
    values = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
    return tuple(key.value for key in values[table].keys)


@dataclass(frozen=True)
class Settings:
    activations: tuple = keys("ACTIVATIONS")
    networks: tuple = keys("NETWORKS")
    seeds: int = 3
    epochs: int = 5
    train: int = 5000
    test: int = 1000
    batch: int = 64
    momentum: float = 0.9
    accuracy: str = "high"


DEFAULT = Settings()
QUICK = replace(DEFAULT, seeds=2, epochs=1, train=640, test=320)


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def arguments():
    parser = argparse.ArgumentParser(prog="tools/dev experiment", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the IDX files of MNIST or Fashion-MNIST (drawn ones)")
    parser.add_argument("--quick", action="store_true", help="less of everything, within a minute")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", default=ROOT / "build/experiment", help="build/experiment"
    )
    parser.add_argument(
        "--keep", metavar="NAME", type=file_name, help="write examples/training/results/NAME.json too, for the docs"
    )
    for name in ("activations", "networks"):
        known = getattr(DEFAULT, name)
        parser.add_argument(f"--{name}", nargs="+", choices=known, metavar="NAME", help=", ".join(known))
    parser.add_argument("--accuracy", choices=accuracies(), help="of the library's kernels (high)")
    for name, what in (
        ("seeds", "how often each is repeated"),
        ("epochs", "how often each image is seen"),
        ("train", "training images, at most"),
        ("test", "test images, at most"),
    ):
        parser.add_argument(f"--{name}", type=positive, metavar="N", help=f"{what} ({getattr(DEFAULT, name)})")
    parser.add_argument("--threads", type=positive, metavar="N", help="of PyTorch")
    chosen = parser.parse_args()
    if chosen.data and not chosen.data.is_dir():
        parser.error(f"{chosen.data}: No such folder")
    return chosen


def settings_of(chosen):
    settings = QUICK if chosen.quick else DEFAULT
    given = {name: value for name in asdict(settings) if (value := getattr(chosen, name, None)) is not None}
    return replace(settings, **{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()})


if __name__ == "__main__":
    arguments()
