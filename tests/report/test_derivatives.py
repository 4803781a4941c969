# SPDX-License-Identifier: MIT
"""What the report and the docs compute of the functions themselves: the curves, and what f' loses when it is computed from y."""

import math
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import numpy
from docs import lost
import record
from report import figures, results
from run_report import TREE

KNOWN = TREE / "tests/oracle/known.hpp"  # values at these inputs, computed apart
INPUTS = (-2.5, -0.0625, 2.5)


def plotted(op, direction):
    """The points of the pictures' two lines, and the width of each."""
    figure = figures.curves(results.Function(op, direction, "f32"))
    function, derivative = figure.axes[0].get_lines()
    figures.pyplot.close(figure)
    return function, derivative


class Curves(unittest.TestCase):
    def test_formulas_are_those_of_the_known_values(self):
        self.assertEqual(set(figures.formulas()), set(record.operations()))
        rows = re.findall(r'\{"(\w+)",\s*\{([^}]*)\}', KNOWN.read_text(encoding="utf-8"))
        self.assertEqual({name for name, _ in rows}, set(record.operations()))
        for name, values in rows:
            with numpy.errstate(all="ignore"):
                got = figures.formulas()[name](x=numpy.array(INPUTS))
            for x, y, text in zip(INPUTS, got, values.split(",")):
                want = math.nan if text.strip() == "nan" else float(text)
                close = math.isclose(y, want, rel_tol=1e-7) or math.isnan(want) and math.isnan(y)
                self.assertTrue(close, f"{name}({x}) is {y} instead of {want}")

    def test_the_derivative_is_one(self):
        slopes = {"tanh": lambda x: 1 - math.tanh(x) ** 2, "exp": math.exp, "hard_shrink": lambda x: abs(x) > 0.5}
        slopes["gelu"] = lambda x: (1 + math.erf(x / 2**0.5) + x * math.exp(-x * x / 2) * (2 / math.pi) ** 0.5) / 2
        for op, slope in slopes.items():
            _, derivative = plotted(op, "backward")
            for x, y in zip(*derivative.get_data()):
                self.assertAlmostEqual(y, slope(x), delta=1e-7 * (1 + slope(x)), msg=f"{op} at {x}")

    def test_the_direction_is_told(self):
        for direction, thicker in (("forward", 0), ("backward", 1), ("from_output", 1)):
            widths = [line.get_linewidth() for line in plotted("gelu", direction)]
            self.assertGreater(widths[thicker], widths[1 - thicker], direction)


class Lost(unittest.TestCase):
    def test_nearest_is_the_float(self):
        for value in (1 / 3, -1e-3, 0.99999, 123456.789, 1e-40, 5e-324, 1.5):
            want = float(numpy.float32(value))
            self.assertEqual(float(lost.nearest(lost.Decimal(value))[0]), want)
        self.assertEqual(lost.nearest(lost.Decimal(1))[1], lost.Decimal(2) ** -23)
        self.assertEqual(lost.nearest(lost.Decimal("0.75"))[1], lost.Decimal(2) ** -24)

    def test_against_floats(self):
        """The same in double precision, which has digits enough where little cancels."""
        y = float(numpy.float32(math.tanh(4)))
        want = 1 - math.tanh(4) ** 2
        ulp = float(numpy.spacing(numpy.float32(want)))
        self.assertAlmostEqual(lost.error("tanh", 4), abs(float(numpy.float32(1 - y * y)) - want) / ulp, delta=1e-4)
        y = float(numpy.float32(math.expm1(-8)))
        ulp = float(numpy.spacing(numpy.float32(math.exp(-8))))
        self.assertAlmostEqual(lost.error("expm1", -8), abs(1 + y - math.exp(-8)) / ulp, delta=1e-4)

    def test_what_vanishes(self):
        """Where y is 1 the derivative comes out as 0, and the error is the derivative itself."""
        want = 4 * math.exp(-32)
        self.assertAlmostEqual(lost.error("tanh", 16) / (want / 2.0 ** (math.frexp(want)[1] - 24)), 1, delta=1e-9)

    def test_nothing_is_lost_where_the_output_is_all(self):
        for x in lost.PLACES:
            self.assertLessEqual(lost.error("exp", x), 0.5)
            if x > 0:
                self.assertEqual(lost.error("elu", x), 0)
                self.assertLess(lost.error("selu", x), 0.5)


if __name__ == "__main__":
    unittest.main()
