# SPDX-License-Identifier: MIT
"""The functions that half_fit.py fits: for each input the bounds on the polynomial that their kernels,
op/NAME/half.hpp, have in them, and those kernels in float."""

import math
import pathlib
import re

import numpy as np
from scipy.special import erf, ndtr

# Of the significand, and the least exponent of a normal number; the largest number.
DIGITS = {"f16": (11, -14), "bf16": (8, -126)}
LARGEST = {"f16": 65504.0, "bf16": 3.38e38}
# Of the segments of [1, 16), by their number: one per half octave or quarter of one.
EDGES = {8: [1, 1.5, 2, 3, 4, 6, 8, 12, 16], 16: [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 14, 16]}
HEADERS = pathlib.Path(__file__).parents[2] / "include/simdact/coef"
LN2 = float(np.float32(math.log(2)))
LOG2E = float(np.float32(1 / math.log(2)))


def lanes(x):
    """Rounded to float. A double sum or product before its rounding is as good as an FMA's here."""
    return np.float32(x).astype(np.float64)


def numbers(form, low, high):
    """The positive numbers of the format in (low, high]."""
    bits = np.arange(1, 0x7C00 if form == "f16" else 0x7F80, dtype=np.uint16)
    values = bits.view(np.float16) if form == "f16" else (bits.astype(np.uint32) << 16).view(np.float32)
    values = values.astype(np.float64)
    return values[(low < values) & (values <= high)]


def middles(form, t):
    """The ends of the interval that rounds to the same number as t > 0, and the spacing there."""
    digits, least = DIGITS[form]
    exponent = np.maximum(np.frexp(t)[1] - 1, least)
    unit = np.ldexp(1.0, exponent - (digits - 1))
    whole = np.rint(t / unit)
    at_power = (whole == 1 << (digits - 1)) & (exponent > least)
    return (whole - np.where(at_power, 0.25, 0.5)) * unit, (whole + 0.5) * unit, unit


def polynomial(u, c):
    """By Horner's rule in float. Each coefficient may be a column of trials."""
    p = c[-1]
    for value in reversed(c[:-1]):
        p = lanes(p * u + value)
    return p + 0 * u


def least(form):
    """The least number."""
    digits, exponent = DIGITS[form]
    return 2.0 ** (exponent - digits + 1)


def committed(header, name):
    """The numbers of an array, or of a constant, of a header."""
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(header).read_text())
    body = re.search(rf"float {name}(?:\[\])? = \{{?([^;}}]*)", text).group(1)
    return np.array([float.fromhex(number.strip().rstrip("f")) for number in body.split(",") if number.strip()])


class Problem:
    """A function of which the magnitude is y(p, at), p = c(u), at some inputs, or all. Of every input u, low and high
    bound y, p_low and p_high the polynomial; unit and p_unit are the spacing of the results there."""

    first_power = 0
    # The first coefficient where it is not to be found.
    constant = 0.0
    segments = 1
    # How many of them come last in the order of the index.
    before = 0
    constants = ()
    # The power of two that the header's coefficients are multiplied with.
    scale = 0
    # Whether a result in the middle is right too: ties are rounded to even in f16, in bf16 as the kernel says.
    low_is_right = high_is_right = False

    def __init__(self, form, degree):
        self.form, self.degree = form, degree

    def keep(self, chosen, *names):
        for name in names:
            setattr(self, name, getattr(self, name)[chosen])

    def bound(self, t):
        """The bounds on y from the exact magnitude t."""
        self.low, self.high, self.unit = middles(self.form, t)
        if self.form == "f16":
            self.low_is_right = self.high_is_right = np.rint(t / self.unit) % 2 == 0

    def segment(self):
        return np.zeros(len(self.u), int)

    def value(self, c, at):
        return self.y(polynomial(self.u[at], c), at)

    def mended(self):
        """Which inputs' results the kernel replaces."""
        return np.zeros(len(self.u), bool)


class Exp(Problem):
    """e^x = a (1 + p(r)): op/exp/half.hpp."""

    def __init__(self, form, degree):
        super().__init__(form, degree)
        u = numbers(form, 0, 100)
        x = np.concatenate([u, -u])
        x = x[(np.exp(x) > least(form)) & (np.exp(x) < LARGEST[form])]
        self.bound(np.exp(x))
        self.a, self.u = exp_reduce(x, 1)
        self.p_low, self.p_high, self.p_unit = self.low / self.a - 1, self.high / self.a - 1, self.unit / self.a

    def y(self, p, at):
        return lanes(self.a[at] * p + self.a[at])


EXP_TABLE = committed(HEADERS / "exp.hpp", "table")


def exp_reduce(x, sign):
    """2^k T[j] and r of sign x: core/half_exp.hpp."""
    shifter = 1.5 * 2.0**20
    n = lanes(x * (sign * LOG2E) + shifter) - shifter
    eighths = np.rint(8 * n).astype(int)
    return np.ldexp(EXP_TABLE[eighths & 7], eighths >> 3), sign * lanes(n * (-sign * LN2) + x)


class ExponentialElu(Problem):
    """1 - e^x = (1 - a) - a p(r), x < 0: op/elu/half.hpp."""

    def __init__(self, form, degree):
        super().__init__(form, degree)
        x = -numbers(form, 0, 18)
        self.bound(-np.expm1(x))
        self.high = np.where(self.low >= 1 - self.unit, 1 + 2 * self.unit, self.high)  # at 1 from both sides
        self.a, self.u = exp_reduce(x, 1)
        self.p_low, self.p_high = (1 - self.high) / self.a - 1, (1 - self.low) / self.a - 1
        self.p_unit = self.unit / self.a

    def y(self, p, at):
        return -lanes(self.a[at] * p + lanes(self.a[at] - 1))


class Sigmoid(Problem):
    """K / d, d = K + a + a p(r): op/sigmoid/half.hpp."""

    k = 2.0**-16

    def __init__(self, form, degree):
        super().__init__(form, degree)
        u = numbers(form, 2.0**-12, 98)
        self.x = np.concatenate([u[u <= 60], -u])
        self.keep(self.times(1 / (1 + np.exp(-self.x))) > least(form), "x")
        logistic = 1 / (1 + np.exp(-self.x))
        self.bound(self.times(logistic))
        digits = DIGITS[form][0]
        self.high = np.where(self.times(logistic) / self.one() > 1 - 2.0 ** -(digits + 1), 2 * self.one(), self.high)
        a, self.u = exp_reduce(self.x, -1)
        self.a = a * self.k
        d_low, d_high = self.k * self.one() / self.high, self.k * self.one() / self.low
        self.p_low, self.p_high = (d_low - self.k) / self.a - 1, (d_high - self.k) / self.a - 1
        self.p_unit = self.k * self.one() * self.unit / self.times(logistic) ** 2 / self.a

    def one(self):
        return np.ones(len(self.x))

    def times(self, logistic):
        return self.one() * logistic

    def d(self, p, at):
        return lanes(self.a[at] * p + lanes(self.a[at] + self.k))

    def y(self, p, at):
        return lanes(self.k / self.d(p, at))


class Swish(Sigmoid):
    """|x| K / d: op/swish/half.hpp. At 0 d is 2 K, since x / 2 may be the middle of two subnormal numbers, from where a
    term of x^2 decides, or the rounding upward."""

    first_power = 1
    constant = float(np.float32(1 / EXP_TABLE[0] - 1))

    def one(self):
        return np.abs(self.x)

    def y(self, p, at):
        return lanes(lanes(np.abs(self.x[at]) / self.d(p, at)) * self.k)


class Log1p(Problem):
    """ln(1 + x) = k ln 2 + p(z), 1 + x = 2^k (1 + z): op/log1p/half.hpp."""

    first_power = 1

    def __init__(self, form, degree):
        super().__init__(form, degree)
        u = numbers(form, 0, LARGEST[form] / 2)
        x = np.concatenate([u, -u[u < 1]])
        k = np.floor(np.log2(lanes(1 + x) / 0.75)).astype(int)
        scale = np.ldexp(1.0, -k)
        self.u = lanes(x * scale - (1 - scale))
        exact = np.log1p(x)
        self.bound(np.abs(exact))
        self.whole, self.p_unit = k * LN2, self.unit
        self.p_low = np.where(exact > 0, self.low, -self.high) - self.whole
        self.p_high = np.where(exact > 0, self.high, -self.low) - self.whole

    def y(self, p, at):
        return np.abs(lanes(p + self.whole[at]))


class Segments(Problem):
    """By the segments of u slope + offset, which is `last` at top."""

    segments = 8

    def __init__(self, form, degree, top, offset, last):
        super().__init__(form, degree)
        top, self.offset = float(np.float32(top)), float(np.float32(offset))
        self.slope = float(np.float32((last - offset) / top))
        self.constants = (
            ("top", float(np.float32(top)), "from where on u is that"),
            ("offset", self.offset, "what is added to u slope to find the segment"),
            ("slope", self.slope, "the segments are those of u slope + offset, as core/poly.hpp has them"),
        )

    @property
    def before(self):
        """The index begins with the segment that begins at 2."""
        return self.segments // 4

    def segment(self):
        return np.searchsorted(EDGES[self.segments], lanes(self.u * self.slope + self.offset), side="right") - 1


class Saturating(Segments):
    """A function of u >= 0 that rises from 0 to a limit: p(u) itself."""

    first_power = 1

    def __init__(self, form, degree, top, offset, last):
        super().__init__(form, degree, top, offset, last)
        u = numbers(form, 2.0**-24, top)
        self.u = u[self.function(u) > least(form) / 2]
        self.bound(self.function(self.u))
        if self.limit == 1:
            self.high = np.where(self.low >= 1 - self.unit, 1 + 2 * self.unit, self.high)  # at 1 from both sides
        self.p_low, self.p_high, self.p_unit = self.low, self.high, self.unit

    limit = 1

    def y(self, p, at):
        return p


class Tanh(Saturating):
    """tanh u = p(u): op/tanh/half.hpp."""

    def function(self, u):
        return np.tanh(u)


class FineTanh(Tanh):
    """tanh u = p(u): op/tanh/half.hpp."""

    segments = 16


class Erf(Saturating):
    """erf u = p(u): op/erf/half.hpp."""

    def function(self, u):
        return erf(u)


class Softcap(Saturating):
    """30 tanh(u / 30) = p(u): op/softcap/half.hpp."""

    limit = 30

    def function(self, u):
        return 30 * np.tanh(u / 30)


class Elu(Saturating):
    """1 - e^x = p(u), u = -x: op/elu/half.hpp."""

    def function(self, u):
        return -np.expm1(-u)


class Selu(Saturating):
    """lambda a (1 - e^x) = p(u), u = -x: op/selu/half.hpp."""

    limit = 1.0507009873554804934193 * 1.6732632423543772848170

    def function(self, u):
        return -self.limit * np.expm1(-u)


def falling_quadratic():
    """q0 and q1 of e^(-r / 2) near c (1 + r (q0 + r q1)) for |r| <= (ln 2) / 8, relatively, by Chebyshev's points."""
    r = np.cos((np.arange(3) + 0.5) * math.pi / 3) * math.log(2) / 8
    c = np.polynomial.polynomial.polyfit(r, np.exp(-r / 2), 2)
    return float(np.float32(c[1] / c[0])), float(np.float32(c[2] / c[0]))


class Gelu(Segments):
    """x - g or g, g = u Phi(-u) = e^(-u^2 / 2) p(u), u = |x|: op/gelu/half.hpp."""

    first_power = 1
    scale = 31
    falling = falling_quadratic()

    def __init__(self, form, degree, top, offset, last):
        super().__init__(form, degree, top, offset, last)
        self.constants += (
            ("falling0", self.falling[0], "e^(-r / 2) is near a constant times 1 + r (falling0 + r falling1)"),
            ("falling1", self.falling[1], "its second coefficient"),
        )
        u = numbers(form, 0, top)
        # Below u/2, which may be the middle of two numbers.
        exact = u * np.where(u < 2.0**-20, 0.5 - 2.0**-20, ndtr(-u))
        self.x, self.u = np.concatenate([u, -u]), np.tile(u, 2)
        exact = np.where(self.x > 0, self.u - np.tile(exact, 2), np.tile(exact, 2))
        self.bound(exact)
        e = self.exponential()
        positive = self.x > 0
        if form == "bf16":
            self.low_is_right, self.high_is_right = positive, ~positive
        self.p_low = np.where(positive, self.u - self.high, self.low) / e
        self.p_high = np.where(positive, self.u - self.low, self.high) / e
        # Of subnormal results a margin is not asked for: there p need only be below u/2.
        self.p_unit = self.unit / e * np.where(exact < 4 * 2.0 ** DIGITS[form][1], 2.0**-12, 1)
        self.e = e

    def exponential(self):
        square, shifter = self.u * self.u, 1.5 * 2.0**20
        n = lanes(shifter - square * float(np.float32(LOG2E / 2))) - shifter
        r = lanes(n * (2 * LN2) + square)
        eighths = np.rint(8 * n).astype(int)
        a = np.ldexp(EXP_TABLE[eighths & 7], eighths >> 3)
        return a * lanes(r * lanes(r * self.falling[1] + self.falling[0]) + 1)

    def y(self, p, at):
        # e and e p are rounded as multiples of 2^64.
        g = np.ldexp(lanes(np.ldexp(lanes(np.ldexp(self.e[at], 64)) * p, 0)), -64)
        return np.abs(lanes(np.where(self.x > 0, self.u, 0)[at] - g))


class CentredGelu(Problem):
    """max(x, 0) - g, g = |x| Phi(-|x|) = p(u), u the distance of |x| from a multiple of the width: op/gelu/half.hpp."""

    first_power = 1
    segments = 8
    # Of both signs the kernel mends the results of this, nearest to a middle of all.
    hardest = float.fromhex("0x1.5fp-10")

    def __init__(self, form, degree, top, width):
        super().__init__(form, degree)
        rate = float(np.float32(1 / width))
        self.constants = (
            ("top", top, "from where on |x| is that"),
            ("rate", rate, "|x| rate, rounded, is the number of the segment"),
            ("width", width, "of a segment, whose multiples are the centres"),
        )
        magnitude = numbers(form, 0, top)
        g = magnitude * ndtr(-magnitude)
        self.n = np.tile(np.rint(magnitude * rate).astype(int), 2)
        self.x = np.concatenate([magnitude, -magnitude])
        self.u = np.abs(self.x) - self.n * width
        self.larger = np.maximum(self.x, 0)
        g = np.tile(g, 2)
        positive = self.x > 0
        self.bound(np.where(positive, self.x - g, g))
        self.low = np.where(positive, self.low, np.maximum(self.low, 0))
        self.p_low = np.where(positive, self.x - self.high, self.low)
        self.p_high = np.where(positive, self.x - self.low, self.high)
        # Of subnormal x a margin is hardly asked for: there g need only be below |x| / 2, which may be a middle.
        self.p_unit = np.where(np.abs(self.x) < 2.0 ** (DIGITS[form][1] + 1), self.unit / 4, self.unit)

    def segment(self):
        return self.n

    def mended(self):
        return np.abs(self.x) == self.hardest

    def value(self, c, at):
        slope = polynomial(self.u[at], c[1:])
        return np.abs(lanes(lanes(self.larger[at] - c[0]) - slope * self.u[at]))
