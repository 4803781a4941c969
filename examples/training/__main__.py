# SPDX-License-Identifier: MIT
"""tools/dev experiment, whose arguments and results options.py tells of."""

import json
import os
import re
import sys
import time
from dataclasses import asdict
from pathlib import Path

import torch
from record import BadInput
from torch import distributed
from tqdm import tqdm

import simdact_torch

from . import data, results
from .compare import compare
from .networks import RATES
from .options import arguments, settings_of
from .train import count_of_epochs, ranks, train


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
