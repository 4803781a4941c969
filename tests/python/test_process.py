# SPDX-License-Identifier: MIT
"""In a process: that calls reach the library, and that other threads run meanwhile."""

import threading
import time

import numpy as np
import pytest

import simdact
from simdact import _core


@pytest.mark.parametrize("n", [1, 5000])
def test_calls_reach_the_library(n):
    x = np.ones(n, np.float32)
    calls = [
        lambda: simdact.gelu(x),
        lambda: simdact.gelu(x[::-1]),
        lambda: simdact.gelu(x, accuracy="fast"),
        lambda: simdact.leaky_relu(x, alpha=0.3),
        lambda: simdact.gelu_backward(x, x),
        lambda: simdact.tanh_backward_from_output(x, x),
        lambda: simdact.gelu(x[0]),
    ]
    for call in calls:
        before = _core.loops_run()
        call()
        assert _core.loops_run() == before + 1
    before = _core.loops_run()
    np.exp(x)
    simdact.gelu(x[:0])
    assert _core.loops_run() == before


def longest_pause(work):
    """The seconds that work takes in a thread, and the longest time that this one could not run meanwhile."""
    times = []

    def run():
        times.append(time.perf_counter())
        work()
        times.append(time.perf_counter())

    thread = threading.Thread(target=run)
    thread.start()
    longest, last = 0.0, time.perf_counter()
    while len(times) < 2:
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    thread.join()
    return times[1] - times[0], longest


@pytest.mark.parametrize("step", [1, 2])
def test_other_threads_run_meanwhile(step):
    x = np.ones(2**23, np.float32)[::step]
    simdact.set_isa("generic")  # slow enough to tell
    try:
        for _ in range(5):
            took, paused = longest_pause(lambda: simdact.tanh_shrink(x))
            if paused < took / 2:
                return
    finally:
        simdact.set_isa()
    pytest.fail(f"a call of {took} s kept another thread waiting for {paused} s")
