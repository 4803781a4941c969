# SPDX-License-Identifier: MIT
"""In a process: that calls reach the library, and that other threads run meanwhile."""

import sys
import threading

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


@pytest.mark.parametrize("step", [1, 2])
def test_other_threads_run_meanwhile(step):
    """While a call computes, another thread runs: if not always, as the system may have no processor for it, then once."""
    x = np.ones(2**23, np.float32)[::step]
    loops, end = [0], threading.Event()

    def count():
        while not end.wait(1e-4):
            loops[0] += 1

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)  # so that no thread takes the interpreter from one that does not let go of it
    thread = threading.Thread(target=count)
    thread.start()
    try:
        for _ in range(100):
            before = loops[0]
            simdact.tanh_shrink(x)
            if loops[0] > before:
                return
    finally:
        sys.setswitchinterval(interval)
        end.set()
        thread.join()
    pytest.fail("no other thread ever ran during a call")
