# SPDX-License-Identifier: MIT
"""Training, and what is recorded of it."""

import math
import time

import torch
from torch import distributed
from torch.nn.functional import nll_loss
from torch.nn.parallel import DistributedDataParallel

import simdact_torch

from .networks import ACTIVATIONS, KINDS, NETWORKS, RATES, Network
from .results import BINS, HIGH, LOW, QUANTILES, SATURATED
from .slopes import FAULTS, derivative

PROBE = 512  # training images for which gradients are recorded


def ranks():
    """Which process this is, and how many there are."""
    if distributed.is_available() and distributed.is_initialized():
        return distributed.get_rank(), distributed.get_world_size()
    return 0, 1


class Run:
    """A network while it is trained: the images of each batch are shared out among the processes."""

    def __init__(self, network, activation, kind, seed, data, settings):
        self.model = Network(NETWORKS[network], activation, kind, settings.accuracy, seed)
        self.parallel = DistributedDataParallel(self.model) if ranks()[1] > 1 else self.model
        self.optimizer = torch.optim.SGD(self.model.parameters(), RATES[network], settings.momentum)
        self.order = torch.Generator().manual_seed(seed)
        self.data, self.batch = data, settings.batch
        self.record = {"network": network, "activation": activation, "kind": kind, "seed": seed, "epochs": []}
        self.record["op"] = ACTIVATIONS[activation].op
        self.add(None, None)

    def add(self, train_loss, seconds):
        self.record["epochs"].append({"train_loss": train_loss, "seconds": seconds, **state(self.model, self.data)})

    def epoch(self):
        x, y = self.data.train_images, self.data.train_labels
        rank, processes = ranks()
        shuffled = torch.randperm(len(x), generator=self.order)
        batches = [batch[rank::processes] for batch in shuffled.split(self.batch) if len(batch) == self.batch]
        total = torch.zeros(())
        start = time.perf_counter()
        for batch in batches:
            loss = nll_loss(self.parallel(x[batch]), y[batch])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total += loss.detach()
        seconds = time.perf_counter() - start
        if processes > 1:
            distributed.all_reduce(total)
        self.add(number(total / (len(batches) * processes)), round(seconds, 5))


def number(value):
    """Seven digits, which is what a float has; None if it is none."""
    value = float(value)
    return float(f"{value:.7g}") if math.isfinite(value) else None


def numbers(tensor):
    return [number(value) for value in tensor]


def gradients(model, data):
    """The gradient of the training loss of a few images, by layer: that of its weights."""
    x, y = data.train_images[:PROBE].to(model.linear[0].weight.dtype), data.train_labels[:PROBE]
    return torch.autograd.grad(nll_loss(model(x), y), [layer.weight for layer in model.linear])


def state(model, data):
    """Of the network as it is: loss and accuracy on the test set; by layer the norms of the gradients, the share of units
    whose output is zero for every test image, and the share of pairs of unit and image where f' has all but vanished.
    """
    with torch.no_grad():
        log_probability = model(data.test_images)
        hidden = list(model.hidden(data.test_images))
        dead = [(y == 0).all(dim=0).float().mean() for _, y in hidden]
    slopes = [derivative(f, z) for f, (z, _) in zip(model.activation, hidden)]
    return {
        "test_loss": number(nll_loss(log_probability, data.test_labels)),
        "accuracy": number((log_probability.argmax(1) == data.test_labels).float().mean()),
        "gradient_norms": numbers(g.norm() for g in gradients(model, data)),
        "dead": numbers(dead),
        "saturated": numbers((slope.abs() < SATURATED).float().mean() for slope in slopes),
    }


def distribution(model, data):
    """By layer: quantiles of the activation's inputs, and a histogram of its outputs."""
    with torch.no_grad():
        hidden = list(model.hidden(data.test_images))
    levels = torch.tensor(QUANTILES)
    inputs = [numbers(torch.quantile(z.flatten(), levels)) for z, _ in hidden]
    outputs = [torch.histc(y.clamp(LOW, HIGH).nan_to_num(), BINS, LOW, HIGH).int().tolist() for _, y in hidden]
    return {"inputs": inputs, "outputs": outputs}


def kinds_of(activation):
    """How it is trained: with PyTorch's kernels, with the library's, and with wrong derivatives."""
    return (*KINDS, *FAULTS.get(activation, ()))


def count_of_epochs(settings):
    kinds = sum(len(kinds_of(activation)) for activation in settings.activations)
    return len(settings.networks) * kinds * settings.seeds * settings.epochs


def train(data, settings, progress=lambda: None):
    """Every run's record, and the trained networks by (network, activation, kind, seed). An epoch with PyTorch's kernels and
    one with the library's alternate; which is first, too."""
    simdact_torch.disable()
    records, models = [], {}
    for network in settings.networks:
        for activation in settings.activations:
            kinds = kinds_of(activation)
            for seed in range(1, settings.seeds + 1):
                runs = [Run(network, activation, kind, seed, data, settings) for kind in kinds]
                for epoch in range(settings.epochs):
                    for run in runs if epoch % 2 else runs[::-1]:
                        run.epoch()
                        progress()
                for run in runs:
                    records.append(run.record | distribution(run.model, data))
                    models[network, activation, run.record["kind"], seed] = run.model
    return records, models
