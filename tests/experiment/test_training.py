# SPDX-License-Identifier: MIT
"""That a network learns, and that what is recorded of it is so: computed again by NumPy in double precision."""

from dataclasses import replace

import numpy
import pytest
import torch
from training import compare, networks, options, page, results, slopes, train

A, L = 1.6732632423543772, 1.0507009873554805
LEARNED = 0.25  # prelu's slope at the beginning
# Their f' jumps, and an input beside the jump may lie on either side of it.
KINKED = ("relu", "leaky_relu", "prelu", "maxout", "hard_swish")


def logistic(z):
    return 1 / (1 + numpy.exp(-z))


def gelu(z):
    phi = (1 + torch.erf(torch.from_numpy(z / 2**0.5)).numpy()) / 2
    return z * phi, phi + z * numpy.exp(-z * z / 2) / (2 * numpy.pi) ** 0.5


def swish(z):
    s = logistic(z)
    return z * s, s * (1 + z * (1 - s))


def mish(z):
    t = numpy.tanh(numpy.log1p(numpy.exp(z)))
    return z * t, t + z * (1 - t * t) * logistic(z)


# f and f' from the definitions.
FUNCTIONS = {
    "sigmoid": lambda z: (logistic(z), logistic(z) * (1 - logistic(z))),
    "tanh": lambda z: (numpy.tanh(z), 1 - numpy.tanh(z) ** 2),
    "relu": lambda z: (numpy.maximum(z, 0), (z > 0) * 1.0),
    "leaky_relu": lambda z: (numpy.where(z > 0, z, 0.01 * z), numpy.where(z > 0, 1, 0.01)),
    "prelu": lambda z: (numpy.where(z > 0, z, LEARNED * z), numpy.where(z > 0, 1, LEARNED)),
    "elu": lambda z: (numpy.where(z > 0, z, numpy.expm1(z)), numpy.where(z > 0, 1, numpy.exp(z))),
    "selu": lambda z: (L * numpy.where(z > 0, z, A * numpy.expm1(z)), L * numpy.where(z > 0, 1, A * numpy.exp(z))),
    "softplus": lambda z: (numpy.log1p(numpy.exp(z)), logistic(z)),
    "swish": swish,
    "swish, learned": swish,
    "mish": mish,
    "gelu": gelu,
    "hard_swish": lambda z: (
        z * numpy.clip(z / 6 + 0.5, 0, 1),
        numpy.where(z <= -3, 0, numpy.where(z < 3, z / 3 + 0.5, 1)),
    ),
}


def halves(z):
    """maxout: the larger of each two, and which."""
    pairs = z.reshape(len(z), -1, 2)
    return pairs.max(-1), (pairs.argmax(-1)[..., None] == numpy.arange(2)).reshape(z.shape) * 1.0


def by_hand(model, f, x, labels):
    """Loss, accuracy and norms of the weights' gradients, and of each layer z, y and f'(z): forth and back."""
    weights = [layer.weight.detach().double().numpy() for layer in model.linear]
    biases = [layer.bias.detach().double().numpy() for layer in model.linear]
    layers, outputs = [], [x.double().numpy()]
    for w, b in zip(weights[:-1], biases):
        z = outputs[-1] @ w.T + b
        y, slope = f(z)
        layers.append((z, y, slope))
        outputs.append(y)
    logits = outputs[-1] @ weights[-1].T + biases[-1]
    p = numpy.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    truth = labels.numpy()
    rows = numpy.arange(len(truth))
    loss, accuracy = -numpy.log(p[rows, truth]).mean(), (p.argmax(1) == truth).mean()
    p[rows, truth] -= 1
    delta, norms = p / len(truth), []
    for i in range(len(weights) - 1, -1, -1):
        norms.append(numpy.linalg.norm(delta.T @ outputs[i]))
        if i:
            back = delta @ weights[i]
            slope = layers[i - 1][2]
            delta = numpy.repeat(back, slope.shape[1] // back.shape[1], axis=1) * slope
    return loss, accuracy, norms[::-1], layers


@pytest.mark.parametrize("network", networks.NETWORKS)
@pytest.mark.parametrize("activation", networks.ACTIVATIONS)
@pytest.mark.parametrize("kind", networks.KINDS)
def test_recorded_figures(network, activation, kind, drawn):
    images = drawn(600, 100)
    model = networks.Network(networks.NETWORKS[network], activation, kind, "high", seed=3)
    got, spread = train.state(model, images), train.distribution(model, images)
    f = FUNCTIONS.get(activation, halves)
    loss, accuracy, _, layers = by_hand(model, f, images.test_images, images.test_labels)
    _, _, norms, _ = by_hand(model, f, images.train_images[:512], images.train_labels[:512])
    assert got["test_loss"] == pytest.approx(loss, rel=1e-5)
    assert got["accuracy"] == pytest.approx(accuracy, abs=0.011)  # of 100 images one may lie between two classes
    assert got["gradient_norms"] == pytest.approx(norms, rel=2e-2 if activation in KINKED else 2e-4, abs=1e-20)
    assert got["dead"] == pytest.approx([(y == 0).all(axis=0).mean() for _, y, _ in layers], abs=1e-6)
    pieces = networks.ACTIVATIONS[activation].pieces
    slopes = [slope.reshape(*y.shape, -1).sum(-1) for _, y, slope in layers]
    near = [abs(slope) < 1e-3 for slope in slopes]
    assert got["saturated"] == pytest.approx([n.mean() for n in near], abs=2e-3)
    for (z, y, _), quantiles, counts in zip(layers, spread["inputs"], spread["outputs"]):
        assert quantiles == pytest.approx(numpy.quantile(z, results.QUANTILES), rel=1e-3, abs=1e-4)
        assert sum(counts) == y.size and z.shape[1] == pieces * y.shape[1]
        clipped = numpy.clip(y, results.LOW, results.HIGH)
        want, _ = numpy.histogram(clipped, results.BINS, (results.LOW, results.HIGH))
        assert abs(numpy.cumsum(want) - numpy.cumsum(counts)).max() <= max(3, 0.001 * y.size)


@pytest.fixture(scope="module")
def trained(drawn):
    images = drawn(4000, 500)
    settings = replace(
        options.DEFAULT,
        activations=("tanh", "relu", "gelu", "maxout"),
        networks=("mlp",),
        seeds=1,
        epochs=6,
        train=4000,
    )
    return images, settings, *train.train(images, settings)


def test_a_network_learns(trained):
    _, settings, records, _ = trained
    assert len(records) == len(settings.activations) * 2 + len(slopes.FAULTS["gelu"])
    for record in records:
        losses = [epoch["train_loss"] for epoch in record["epochs"]]
        assert losses[0] is None and losses[1:] == sorted(losses[1:], reverse=True)
        assert 0.8 <= record["epochs"][-1]["accuracy"] <= 0.99, record
        assert all(epoch["seconds"] > 0 for epoch in record["epochs"][1:])


def test_both_kinds_train_alike(trained):
    """From the same weights, with the same images: they part by rounding alone, but they do, as they are not the same code.
    Where f' jumps, training carries rounding on to other digits within a few epochs."""
    _, settings, records, models = trained
    for activation in settings.activations:
        stock, ours = (
            [r for r in records if (r["activation"], r["kind"]) == (activation, k)][0] for k in networks.KINDS
        )
        assert stock["epochs"][0] == ours["epochs"][0] | {"gradient_norms": stock["epochs"][0]["gradient_norms"]}
        alike = 2 if activation in KINKED else None
        for a, b in zip(stock["epochs"][1:alike], ours["epochs"][1:alike]):
            assert a["train_loss"] == pytest.approx(b["train_loss"], rel=1e-3), activation
    weights = [models["mlp", "gelu", kind, 1].linear[0].weight for kind in networks.KINDS]
    assert not torch.equal(*weights) and torch.allclose(*weights, atol=1e-3)


def test_the_last_record_is_the_network(trained):
    images, settings, records, models = trained
    for record in records:
        model = models[record["network"], record["activation"], record["kind"], record["seed"]]
        again = train.state(model, images)
        assert {key: record["epochs"][-1][key] for key in again} == again


def test_comparison(trained):
    """Of f' simdact's error is below its bound, and its outputs depend on nothing else."""
    images, settings, _, models = trained
    rows = compare.compare(models, images, settings)
    assert [row["activation"] for row in rows] == list(settings.activations)
    for row in rows:
        assert row["simdact"]["slope_error"] < 1
        assert all(counts[0] == 0 for counts in row["simdact"]["differing"].values())
        assert all(0 < row[kind]["gradient_error"] < 1e-4 for kind in networks.KINDS)
    gelu = rows[settings.activations.index("gelu")]
    z = numpy.array(gelu["curve"]["x"])
    for key, want in zip(("f", "slope"), FUNCTIONS["gelu"](z)):
        assert gelu["curve"][key] == pytest.approx(want, abs=1e-6)


def test_errors_are_noticed():
    """The comparison's figures are those of kernels that are wrong on purpose."""
    z = torch.tensor([[0.5, 1.0, -2.0, 3.0]])
    right, wrong = torch.exp, lambda x: torch.exp(x) * (1 + 2**-20)
    assert compare.slope_error([right], [right], [z]) < 4
    assert 4 < compare.slope_error([wrong], [right], [z]) < 40
    assert compare.slope_error([right, right], [right, right], [z, z * float("nan")]) is None
    assert compare.differing(torch.sqrt, torch.full((1, 2000), -1.0), 1)["alone"] == [0, compare.ALONE]
    neighbours = lambda x: x + (x.numel() > 1)
    counts = compare.differing(neighbours, torch.zeros(1, 2000), 1)
    assert counts["alone"] == [compare.ALONE, compare.ALONE] and counts["cut"] == [0, 2000]


def test_rows_of_the_summary():
    def run(kind, seed, losses, seconds):
        layers = {"gradient_norms": [2.0, 8.0], "dead": [0.5], "saturated": [0.25]}
        epochs = [
            {"train_loss": x, "test_loss": x, "accuracy": 1 - x, "seconds": s, **layers}
            for x, s in zip(losses, seconds)
        ]
        return {
            "network": "mlp",
            "activation": "tanh",
            "kind": kind,
            "op": "tanh",
            "seed": seed,
            "epochs": epochs,
            "inputs": [[-1, 0, seed]],
        }

    runs = [run("stock", 1, (0.9, 0.5), (None, 3.0)), run("stock", 2, (0.9, 0.3), (None, 2.0))]
    runs += [run("simdact", 1, (0.9, 0.4), (None, 1.0)), run("simdact", 2, (0.9, 0.2), (None, 1.0))]
    (row,) = results.summary({"runs": runs})
    assert row["accuracy"] == [0.6, 0.8] and row["stock_accuracy"] == [0.5, 0.7]
    assert row["test_loss"] == pytest.approx(0.3) and row["apart"] == pytest.approx(0.1)
    assert row["spread"] == pytest.approx(0.02**0.5) and row["time_ratio"] == 2.5 and row["seconds"] == 1
    assert row["gradient_decay"] == 0.25 and row["dead"] == 0.5 and row["saturated"] == 0.25
    assert row["inputs"] == [-1, 2]
    runs[3]["epochs"][1]["test_loss"] = None
    (row,) = results.summary({"runs": runs})
    assert row["test_loss"] is None and row["apart"] is None


# The wrong derivatives, from their definitions.
def gelu_tanh_slope(z):
    a = (2 / numpy.pi) ** 0.5
    t = numpy.tanh(a * (z + 0.044715 * z**3))
    return (1 + t) / 2 + z / 2 * (1 - t * t) * a * (1 + 3 * 0.044715 * z * z)


WRONG = {
    ("sigmoid", "without 1 - s"): logistic,
    ("gelu", "of gelu_tanh"): gelu_tanh_slope,
    ("gelu", "0 below -5"): lambda z: numpy.where(z < -5, 0, gelu(z)[1]),
    ("gelu", "5 % too large"): lambda z: 1.05 * gelu(z)[1],
    ("gelu", "without x phi"): lambda z: gelu(z)[1] - z * numpy.exp(-z * z / 2) / (2 * numpy.pi) ** 0.5,
}


def test_the_list_of_wrong_derivatives():
    assert {(a, fault) for a, faults in slopes.FAULTS.items() for fault in faults} == set(WRONG)


@pytest.mark.parametrize("activation, fault", WRONG)
def test_a_wrong_derivative(activation, fault):
    """f has the bits of the right one, its gradient is the wrong one times what comes from behind."""
    right, wrong = (networks.made(activation, kind, "high") for kind in ("simdact", fault))
    z = torch.linspace(-7, 7, 2001, requires_grad=True)
    y = wrong(z)
    assert torch.equal(y, right(z))
    upstream = torch.linspace(0.5, 2, 2001)
    (gradient,) = torch.autograd.grad(y, z, upstream)
    want = upstream.double().numpy() * WRONG[activation, fault](z.detach().double().numpy())
    assert gradient.numpy() == pytest.approx(want, rel=1e-5, abs=1e-6)
    (true,) = torch.autograd.grad(right(z), z, upstream)
    assert (gradient - true).abs().max() > 1e-6


def test_wrong_derivatives_train_from_the_same_weights(trained):
    _, settings, records, _ = trained
    kinds = results.derivatives({"runs": records}, "mlp", "gelu")
    assert list(kinds) == [results.RIGHT, *slopes.FAULTS["gelu"]]
    assert not results.derivatives({"runs": records}, "mlp", "tanh")
    first = {name: runs[0]["epochs"][0]["test_loss"] for name, runs in kinds.items()}
    last = {name: runs[0]["epochs"][-1]["test_loss"] for name, runs in kinds.items()}
    assert len(set(first.values())) == 1 and len(set(last.values())) > 2
    # What is wrong by little changes little.
    assert last["of gelu_tanh"] == pytest.approx(last[results.RIGHT], rel=0.1)


def test_what_is_said_of_wrong_derivatives():
    """The figures of the table, and into which part of the sentence each comes."""

    def run(kind, seed, loss):
        end = {"train_loss": loss, "test_loss": loss, "accuracy": 0.5, "gradient_norms": [1.0, 4.0]}
        return {"network": "mlp", "activation": "gelu", "op": "gelu", "kind": kind, "seed": seed, "epochs": [end]}

    losses = {
        "simdact": (0.4, 0.6),
        "near": (0.5, 0.7),
        "worse": (0.9, 0.9),
        "better": (0.2, 0.2),
        "lost": (0.5, None),
        "stock": (0.0, 0.0),
    }
    runs = [run(kind, seed, loss) for kind, both in losses.items() for seed, loss in enumerate(both)]
    rows = results.faults({"runs": runs})
    assert [row["derivative"] for row in rows] == ["right", "near", "worse", "better", "lost"]
    assert [row["apart"] for row in rows] == [0, *map(pytest.approx, (0.1, 0.4, -0.3)), None]
    assert all(row["spread"] == pytest.approx(0.02**0.5) and row["decay"] == 0.25 for row in rows[:4])
    assert [results.verdict(row) for row in rows] == ["alike", "alike", "higher", "lower", "lost"]
    assert page.names(rows[1:3]) == "gelu (near), gelu (worse)"
    assert page.names(rows[2:4], True) == "gelu (worse) by 0.4, gelu (better) by 0.3"
    (one,) = [row for row in results.faults({"runs": runs[::2]}) if row["derivative"] == "worse"]
    assert results.verdict(one) == "unknown"
