# SPDX-License-Identifier: MIT
"""Parameters and accuracies: where they come from, what is refused, and that threads and tasks do not mix them up."""

import asyncio
import threading

import mpmath
import numpy as np
import pytest
from conftest import BY_NAME, ENTRIES, TYPES, inputs, same_bits, skip_unsupported

import simdact

X = inputs("float32", 2000)

# The definitions as a user would write them down, in the parameters' Python names.
DEFINITIONS = {
    "exp": mpmath.exp,
    "expm1": mpmath.expm1,
    "log1p": lambda x: mpmath.log(1 + x) if x >= -1 else mpmath.nan,
    "erf": mpmath.erf,
    "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "relu": lambda x: max(x, 0),
    "relu6": lambda x: min(max(x, 0), 6),
    "leaky_relu": lambda x, alpha: x if x > 0 else alpha * x,
    "elu": lambda x, alpha: x if x > 0 else alpha * mpmath.expm1(x),
    "celu": lambda x, alpha: x if x > 0 else alpha * mpmath.expm1(x / alpha),
    "selu": lambda x: mpmath.mpf("1.0507009873554804934193349852946")
    * (x if x > 0 else mpmath.mpf("1.6732632423543772848170429916717") * mpmath.expm1(x)),
    "softplus": lambda x, beta: mpmath.log(1 + mpmath.exp(beta * x)) / beta,
    "log_sigmoid": lambda x: -mpmath.log(1 + mpmath.exp(-x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "swish": lambda x, beta: x / (1 + mpmath.exp(-beta * x)),
    "mish": lambda x: x * mpmath.tanh(mpmath.log(1 + mpmath.exp(x))),
    "gelu": lambda x: x / 2 * mpmath.erfc(-x / mpmath.sqrt(2)),
    "gelu_tanh": lambda x: x
    / 2
    * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf("0.044715") * x**3))),
    "hard_sigmoid": lambda x, alpha, beta: min(max(alpha * x + beta, 0), 1),
    "hard_swish": lambda x: x * min(max(x / 6 + mpmath.mpf(1) / 2, 0), 1),
    "hard_tanh": lambda x, min_val, max_val: min(max(x, min_val), max_val),
    "hard_shrink": lambda x, lambd: x if abs(x) > lambd else 0,
    "soft_shrink": lambda x, lambd: x - lambd if x > lambd else x + lambd if x < -lambd else 0,
    "tanh_shrink": lambda x: x - mpmath.tanh(x),
    "threshold": lambda x, threshold, value: x if x > threshold else value,
    "squared_relu": lambda x: max(x, 0) ** 2,
    "softcap": lambda x, cap: cap * mpmath.tanh(x / cap),
}
LEAST = {"float16": 2.0**-24, "float32": 2.0**-149, "float64": 2.0**-1074, "bfloat16": 2.0**-133}
DIGITS = {"float16": 11, "float32": 24, "float64": 53, "bfloat16": 8}


def error_in_ulp(got, exact, type_name):
    """|got - exact| in units of the spacing of the type's numbers around the exact value."""
    if exact == 0:
        return 0 if got == 0 else mpmath.inf
    ulp = max(mpmath.mpf(2) ** (mpmath.frexp(exact)[1] - DIGITS[type_name]), mpmath.mpf(LEAST[type_name]))
    return abs(mpmath.mpf(float(got)) - exact) / ulp


def compare(entry, type_name, keywords, limit):
    """Against mpmath, at inputs where the exact result is finite in the type."""
    mpmath.mp.prec = 1300  # log(1 + e^x) of a double at -700
    x = np.concatenate([np.linspace(-9, 9, 37), [-0.001, 1e-5, 20, -20]]).astype(np.float32)
    x = x.astype(type_name) if type_name != "bfloat16" else x.astype(inputs("bfloat16", 1).dtype)
    given = np.float64 if type_name == "float64" else np.float32
    rounded = {k: mpmath.mpf(float(given(v))) for k, v in {**entry.parameters, **keywords}.items()}
    if entry.name == "hard_sigmoid" and not keywords:
        rounded["alpha"] = mpmath.mpf(1) / 6
    for value, got in zip(x, getattr(simdact, entry.name)(x, **keywords)):
        exact = DEFINITIONS[entry.name](mpmath.mpf(float(value)), **rounded)
        if mpmath.isnan(exact):
            assert np.isnan(got)
        elif abs(exact) < float(np.finfo(np.float16 if type_name == "float16" else np.float32).max):
            error = error_in_ulp(got, mpmath.mpf(exact), type_name)
            assert error <= limit, f"{entry.name}({value!r}) = {got!r}, {mpmath.nstr(error, 5)} ulp"


@pytest.mark.parametrize("type_name", TYPES)
@pytest.mark.parametrize("entry", [BY_NAME[name] for name in DEFINITIONS], ids=lambda e: e.name)
def test_against_mpmath(entry, type_name):
    skip_unsupported(entry, type_name)
    bound = simdact.ulp_bound(entry.name, inputs(type_name, 1).dtype)
    compare(entry, type_name, {}, bound)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.parameters], ids=lambda e: e.name)
def test_parameters_against_mpmath(entry):
    compare(entry, "float32", dict(zip(entry.parameters, [0.3, 1.7])), 2)


def test_bad_parameters():
    out = np.full(2000, 7, np.float32)
    for name, keywords in [
        ("leaky_relu", {"alpha": np.nan}),
        ("leaky_relu", {"alpha": np.inf}),
        ("celu", {"alpha": 0}),
        ("celu", {"alpha": -1}),
        ("celu", {"alpha": 1e-60}),  # 0 in float32
        ("softplus", {"beta": 0}),
        ("softcap", {"cap": -1}),
        ("hard_tanh", {"min_val": 2}),
        ("hard_shrink", {"lambd": -0.5}),
        ("threshold", {"value": 1e60}),  # infinite in float32
    ]:
        if 1e-60 not in keywords.values() and 1e60 not in keywords.values():
            with pytest.raises(ValueError, match=f"{name} of every type .*invalid argument"):
                getattr(simdact, name)([], **keywords)
        with pytest.raises((ValueError, NotImplementedError), match=f"{name} of "):
            getattr(simdact, name)(X, out=out, **keywords)
        with pytest.raises((ValueError, NotImplementedError), match=f"{name} of "):
            getattr(simdact, name)(X[::2].reshape(20, -1).T, **keywords)
    assert np.all(out == 7)
    for wrong in ("text", None, [0.1, 0.2], 1j):
        with pytest.raises(TypeError):
            simdact.leaky_relu(X, alpha=wrong)
    with pytest.raises(NotImplementedError, match="unsupported"):
        simdact.elu_backward_from_output(X, X, alpha=-1)


def test_what_a_parameter_may_be():
    want = simdact.leaky_relu(X, alpha=0.5)
    for value in (np.float32(0.5), np.array(0.5), np.float16(0.5)):
        same_bits(simdact.leaky_relu(X, alpha=value), want)
    same_bits(simdact.leaky_relu(X, alpha=1), simdact.leaky_relu(X, alpha=True))


# sigmoid's fast kernel differs from its high one at some input, which shows which of them ran.
FAST, HIGH = (simdact.sigmoid(X, accuracy=a) for a in ("fast", "high"))


def is_fast():
    y = simdact.sigmoid(X)
    same_bits(y, FAST if y.tobytes() == FAST.tobytes() else HIGH)
    return y.tobytes() == FAST.tobytes()


def test_accuracies_differ_where_the_test_needs_it():
    assert FAST.tobytes() != HIGH.tobytes()


def test_context_and_default():
    assert simdact.default_accuracy() == "high" and not is_fast()
    with simdact.accuracy("fast"):
        assert is_fast()
        with simdact.accuracy("high"):
            assert not is_fast()
            same_bits(simdact.sigmoid(X, accuracy="fast"), FAST)
        assert is_fast()
        same_bits(simdact.sigmoid(X, accuracy="high"), HIGH)
        same_bits(simdact.sigmoid(X, accuracy=None), FAST)
    with pytest.raises(ZeroDivisionError):
        with simdact.accuracy("fast"):
            1 / 0
    assert not is_fast()
    simdact.set_default_accuracy("fast")
    try:
        assert simdact.default_accuracy() == "fast" and is_fast()
        with simdact.accuracy("high"):
            assert not is_fast()
    finally:
        simdact.set_default_accuracy("high")


@pytest.mark.parametrize("wrong", ["low", "", 1, "HIGH", b"high"])
def test_unknown_accuracies(wrong):
    for call in (
        lambda: simdact.gelu(X, accuracy=wrong),
        lambda: simdact.set_default_accuracy(wrong),
        lambda: simdact.ulp_bound("gelu", accuracy=wrong),
        lambda: simdact.accuracy(wrong).__enter__(),
    ):
        with pytest.raises(ValueError, match="accuracy is one of 'high', "):
            call()


def test_threads_have_their_own():
    """Different parameters and accuracies at the same time, in more variants than are kept."""
    slopes = [k / 64 for k in range(1, 97)]
    want = {a: simdact.leaky_relu(X, alpha=a) for a in slopes}
    failures, barrier = [], threading.Barrier(4)

    def work(seed):
        random = np.random.default_rng(seed)
        barrier.wait()
        for slope in random.choice(slopes, 1500):
            with simdact.accuracy("fast" if seed % 2 else "high"):
                if simdact.leaky_relu(X, alpha=slope).tobytes() != want[slope].tobytes():
                    failures.append(slope)
                if is_fast() != bool(seed % 2):
                    failures.append("accuracy")

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_tasks_have_their_own():
    async def work(name):
        with simdact.accuracy(name):
            for _ in range(5):
                await asyncio.sleep(0)
                assert is_fast() == (name == "fast")

    async def main():
        await asyncio.gather(*(work(name) for name in ("fast", "high") * 3))

    asyncio.run(main())


def test_bounds():
    for entry in ENTRIES:
        assert 0 <= simdact.ulp_bound(entry.name) < 1
        assert simdact.ulp_bound(getattr(simdact, entry.name), np.float32, "fast") <= 4
        assert 0 <= simdact.ulp_bound(entry.name + "_backward") < 1
    assert simdact.ulp_bound("erf", accuracy="exact") == 0.5
    assert simdact.ulp_bound("gelu", np.int32) is None
    for wrong in ("nonsense", np.exp, 3):
        with pytest.raises(ValueError, match="no bound is known"):
            simdact.ulp_bound(wrong)


def test_instruction_sets():
    assert simdact.isa() in simdact.isas() and "generic" in simdact.isas()
    with pytest.raises(ValueError):
        simdact.set_isa("nonsense")
    with pytest.raises(TypeError):
        simdact.set_isa(3)
