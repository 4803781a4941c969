# SPDX-License-Identifier: MIT
"""What the kernels' accuracy amounts to, PyTorch's beside the library's, in a trained network: errors of f' and of the
gradient, and whether an output depends on what it is computed together with."""

import copy

import numpy
import torch

from .networks import ACTIVATIONS, KINDS, NETWORKS, Network
from .slopes import derivative
from .train import gradients, number, numbers

PIECE = 1002  # even, for maxout, and no multiple of a vector's length
ALONE = 500


def of_kind(network, activation, kind, settings, trained):
    """The trained network with the kernels of this kind."""
    model = Network(NETWORKS[network], activation, kind, settings.accuracy, 0)
    model.load_state_dict(trained.state_dict())
    return model


def gradient_error(model, exact, data):
    """The gradient's distance to that in double precision, over its length."""
    pairs = [(g.double(), e) for g, e in zip(gradients(model, data), gradients(exact, data))]
    distance = sum(((g - e) ** 2).sum() for g, e in pairs)
    return number((distance / sum((e**2).sum() for _, e in pairs)).sqrt())


def slope_error(activation, exact, inputs):
    """The largest error of f' at these inputs, in ulp of the exact one."""
    worst = numpy.float64(0)
    for f, g, z in zip(activation, exact, inputs):
        got, want = derivative(f, z).double().numpy(), derivative(g, z.double()).numpy()
        ulp = numpy.spacing(abs(want).astype("f4")).astype("f8")
        worst = numpy.maximum(worst, (abs(got - want) / ulp).max())
    return number(worst)


def differing(activation, z, pieces):
    """How many outputs change when they are computed with others or by themselves."""
    units = z.flatten().view(-1, pieces)
    flat, alone, other = units.flatten(), units[:ALONE], units[::2]
    whole = activation(flat)
    forms = {
        "cut": (torch.cat([activation(part) for part in flat.split(PIECE)]), whole),
        "alone": (torch.cat([activation(unit) for unit in alone]), whole[:ALONE]),
        "every other": (activation(other.flatten()), whole[::2]),
    }
    counts = {}
    for form, (got, want) in forms.items():
        same = (got == want) | got.isnan() & want.isnan()
        counts[form] = [int((~same).sum()), want.numel()]
    return counts


def curve(activation, pieces, steps=97):
    """f and f', with the parameters that it learned; None of several inputs."""
    if pieces > 1:
        return None
    x = torch.linspace(-6, 6, steps)
    return {"x": numbers(x), "f": numbers(activation(x)), "slope": numbers(derivative(activation, x))}


def compare(models, data, settings):
    """For each network and activation the figures of both kinds, from the weights that the library's kernels led to. The
    exact f' is that of the library in double precision."""
    found = []
    for network in settings.networks:
        for activation in settings.activations:
            trained = models[network, activation, KINDS[1], 1]
            kinds = {kind: of_kind(network, activation, kind, settings, trained) for kind in KINDS}
            exact = copy.deepcopy(kinds["simdact"]).double()
            with torch.no_grad():
                inputs = [z for z, _ in trained.hidden(data.test_images)]
            shape = curve(trained.activation[0], ACTIVATIONS[activation].pieces)
            row = {"network": network, "activation": activation, "curve": shape}
            for kind, model in kinds.items():
                first = model.activation[0].requires_grad_(False)
                row[kind] = {
                    "slope_error": slope_error(model.activation, exact.activation, inputs),
                    "gradient_error": gradient_error(model, exact, data),
                    "differing": differing(first, inputs[0], ACTIVATIONS[activation].pieces),
                }
            found.append(row)
    return found
