# SPDX-License-Identifier: MIT
"""tools/dev experiment: trains one network with one activation after the other, with PyTorch's kernels and with the
library's, some with wrong derivatives too, and writes what is seen into FOLDER/experiment.json and the page
FOLDER/index.html. Under torchrun the images of each batch are shared out among the processes:
PYTHONPATH=tools:examples:build/experiment/site torchrun --nproc_per_node 2 -m training (with --redirects 1 --tee 1 before
-m where PyTorch is 1.13 and Python 3.11)."""

import argparse
import json
import os
import re
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch
from report.record import ROOT, BadInput
from torch import distributed
from tqdm import tqdm

import simdact_torch

from . import data, results
from .compare import compare
from .networks import ACTIVATIONS, NETWORKS, RATES
from .train import DEFAULT, QUICK, count_of_epochs, ranks, train


def arguments():
    parser = argparse.ArgumentParser(prog="tools/dev experiment", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the IDX files of MNIST or Fashion-MNIST (drawn ones)")
    parser.add_argument("--quick", action="store_true", help="less of everything, within a minute")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", default=ROOT / "build/experiment", help="build/experiment"
    )
    parser.add_argument("--keep", metavar="NAME", help="write examples/training/results/NAME.json too, for the docs")
    parser.add_argument("--activations", nargs="+", choices=ACTIVATIONS, metavar="NAME", help=", ".join(ACTIVATIONS))
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, metavar="NAME", help=", ".join(NETWORKS))
    parser.add_argument("--accuracy", choices=simdact_torch.accuracies, help="of the library's kernels (high)")
    for name, what in (
        ("seeds", "how often each is repeated"),
        ("epochs", "how often each image is seen"),
        ("train", "training images, at most"),
        ("test", "test images, at most"),
    ):
        parser.add_argument(f"--{name}", type=int, metavar="N", help=f"{what} ({getattr(DEFAULT, name)})")
    parser.add_argument("--threads", type=int, metavar="N", help="of PyTorch")
    return parser.parse_args()


def settings_of(chosen):
    settings = QUICK if chosen.quick else DEFAULT
    given = {name: value for name in asdict(settings) if (value := getattr(chosen, name, None)) is not None}
    return replace(settings, **{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()})


def context():
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    capability = re.search(r"CPU capability usage: (\w+)", torch.__config__.show())
    return {
        "cpu": model[1] if model else "unknown",
        "torch": f"{torch.__version__}, {capability[1] if capability else 'unknown'}",
        "simdact": simdact_torch.__version__,
        "threads": torch.get_num_threads(),
        "processes": ranks()[1],
        "date": time.strftime("%Y-%m-%d"),
    }


def loaded(chosen, settings):
    """The images that the settings ask for, as tensors."""
    folder = chosen.data or chosen.out / "data"
    if not chosen.data and ranks()[0] == 0:
        data.draw(folder, {"train": settings.train, "test": settings.test})
    if ranks()[1] > 1:
        distributed.barrier()
    whole = data.read(folder, None if chosen.data else data.DRAWN)
    sizes = settings.train, settings.train, settings.test, settings.test
    name, *arrays = whole
    return data.Data(name, *(torch.from_numpy(array[:size].copy()) for array, size in zip(arrays, sizes)))


def run(chosen):
    settings = settings_of(chosen)
    if chosen.threads:
        torch.set_num_threads(chosen.threads)
    images = loaded(chosen, settings)
    first, start = ranks()[0] == 0, time.perf_counter()
    with tqdm(total=count_of_epochs(settings), unit="epoch", disable=None if first else True) as bar:
        records, models = train(images, settings, bar.update)
    if not first:
        return
    result = {
        "context": context() | {"images": images.name, "seconds": round(time.perf_counter() - start)},
        "settings": asdict(settings)
        | {"rates": RATES, "train": len(images.train_labels), "test": len(images.test_labels)},
        "runs": records,
        "compared": compare(models, images, settings),
    }
    chosen.out.mkdir(parents=True, exist_ok=True)
    file = chosen.out / "experiment.json"
    file.write_text(json.dumps(result), encoding="utf-8")
    print(file)
    if chosen.keep:
        print(results.keep(result, chosen.keep))
    from . import page  # which needs what draws

    print(page.write(result, chosen.out))


def main():
    chosen = arguments()
    if "WORLD_SIZE" in os.environ:
        distributed.init_process_group("gloo")
    try:
        run(chosen)
        return 0
    except BadInput as error:
        print(f"experiment: {error}", file=sys.stderr)
        return 2
    finally:
        if distributed.is_initialized():
            distributed.destroy_process_group()


if __name__ == "__main__":
    sys.exit(main())
