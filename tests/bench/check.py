#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py FILE: what `simdact-bench --filter 'gelu|relu' --rounds 5 --sizes 64,1,16 --inputs subnormal` wrote."""
import bisect
import json
import math
import sys

SIZES = [1, 16, 64]


def close(a, b, relative):
    return abs(a - b) <= relative * max(abs(a), abs(b))


def check_curve(curve):
    x, f, derivative = curve["x"], curve["f"], curve["derivative"]
    assert len(x) == len(f) == len(derivative) > 100 and x == sorted(x)
    for i in range(1, len(x) - 1):
        slope = (f[i + 1] - f[i - 1]) / (x[i + 1] - x[i - 1])
        # Four digits of f, and the curvature, between the points; relu's has its corner at 0.
        assert abs(slope - derivative[i]) < 0.02 or x[i] == 0, (
            x[i],
            slope,
            derivative[i],
        )


def check_result(result, axis):
    assert [time["n"] for time in result["times"]] == SIZES
    for time in result["times"]:
        assert 0 < time["min_ns"] <= time["median_ns"] and 1 <= time["samples"] <= 15
    if "errors" not in result:
        assert result["path"].startswith("copy/")
        return
    errors = [math.inf if error == "inf" else error for error in result["errors"]]
    worst = math.inf if result["max_ulp"] == "inf" else result["max_ulp"]
    assert len(errors) == len(axis) and (max(errors) == worst or close(max(errors), worst, 0.006))
    nearest = bisect.bisect_left(axis, float.fromhex(result["worst_input"]))
    assert max(errors) in errors[max(0, nearest - 1) : nearest + 2]
    if result["library"] == "simdact":
        assert worst <= result["bound"] and not result["special_value_faults"]


def check_function(function):
    check_curve(function["curve"])
    axis = function["error_axis"]
    assert axis == sorted(set(axis)) and axis[0] < -1e36 and axis[-1] > 1e36
    assert [run["n"] for run in function["rounds"]] == SIZES
    for run in function["rounds"]:
        assert run["rounds_kept"] + run["rounds_dropped"] >= 5 and run["copy_spread"] >= 0
    for result in function["results"]:
        check_result(result, axis)
    paths = [result["path"] for result in function["results"]]
    assert len(set(paths)) == len(paths)
    for path in ("/forward/f32/high/generic", "/forward/f32/simdact_forward/"):
        assert any(path in p for p in paths), path


def main():
    with open(sys.argv[1]) as file:
        data = json.load(file)
    assert data["options"]["inputs"] == "subnormal" and data["options"]["rounds"] == 5
    assert data["machine"]["date"] and data["machine"]["compiler"] and "pinned_to" in data["machine"]
    assert [size["n"] for size in data["noise"]] == SIZES
    assert [function["function"] for function in data["functions"]] == ["relu", "gelu"]
    for function in data["functions"]:
        check_function(function)
    assert data["functions"][1]["curve"]["derivative"][100] == 0.5


main()
