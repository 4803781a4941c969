// SPDX-License-Identifier: MIT
// What special inputs give, from the definitions (docs/functions) and the conventions, written down without the op
// headers.
#pragma once

#include <initializer_list>

#include "support/floats.hpp"

namespace special {

using support::infinity;
using support::largest;
using support::smallest;

// A result: this number rounded once, a zero of either sign, NaN, a finite number that is not zero and has the sign of
// `value`, or one close to the real number `value`. Of the numbers, `big` and `tiny` stand for the type's own.
struct result {
  enum kind { exactly, any_zero, nan, finite, near } want;
  double value = 0;
  constexpr result(double number) : want(exactly), value(number) {}  // NOLINT: a literal reads as itself
  constexpr result(kind k, double v = 0) : want(k), value(v) {}      // NOLINT
};

// The types for which a point holds, as far as they have its input. A finite result that is not zero at an ordinary
// input holds for f32 and f64 alone: in the others it may underflow.
enum scope { everywhere, not_f64, f32_f64, only_f32 };

struct point {
  float x;
  result y;
  scope types = everywhere;
};

// alpha and beta are NaN for the defaults.
struct row {
  const char* op;
  double alpha, beta;
  std::initializer_list<point> points;
  scope types = everywhere;
};

inline constexpr double by_default = std::numeric_limits<double>::quiet_NaN();
inline constexpr float inf = infinity, big = largest, tiny = smallest;
inline constexpr result nan{result::nan}, zero{result::any_zero}, positive{result::finite, 1},
    negative{result::finite, -1};
inline constexpr result near(double value) { return {result::near, value}; }

inline constexpr double ln2 = 0.69314718055994530942;
inline constexpr double selu_low = -1.75809934084737685994;  // -lambda a
// e^x is above the largest float's rounding interval from the second of these on.
inline constexpr float exp_last = 0x1.62e42ep6f, exp_over = 0x1.62e430p6f;

// A row is read across.
// clang-format off
inline const row rows[] = {
#define DEFAULTS by_default, by_default
    {"exp", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, inf}, {tiny, 1.f},
     {-tiny, 1.f}, {exp_last, positive}, {exp_over, inf, only_f32}, {-103.f, positive}, {-200.f, 0.f, not_f64}}},
    {"expm1", DEFAULTS, {{-inf, -1.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, inf},
     {tiny, positive}, {-tiny, negative}, {exp_last, positive}, {exp_over, inf, only_f32}}},
    {"log1p", DEFAULTS, {{-inf, nan}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-1.f, -inf}, {-0x1.000002p0f, nan},
     {-2.f, nan}, {-big, nan}, {big, positive}, {tiny, positive}, {-tiny, negative}}},
    {"erf", DEFAULTS, {{-inf, -1.f}, {inf, 1.f}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, 1.f}, {tiny, positive},
     {-tiny, negative}}},
    {"tanh", DEFAULTS, {{-inf, -1.f}, {inf, 1.f}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, 1.f},
     {tiny, positive}, {-tiny, negative}}},
    {"sigmoid", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-big, 0.f}, {big, 1.f}, {tiny, 0.5f},
     {-103.f, positive}, {-200.f, 0.f, not_f64}}},
    {"relu", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, 0.f}, {-big, 0.f}, {big, big}, {tiny, tiny},
     {-tiny, 0.f}}},
    {"relu6", DEFAULTS, {{-inf, 0.f}, {inf, 6.f}, {0.f, 0.f}, {-0.f, 0.f}, {-big, 0.f}, {big, 6.f}, {tiny, tiny},
     {-tiny, 0.f}, {6.f, 6.f}, {0x1.7ffffep2f, 0x1.7ffffep2f}, {0x1.800002p2f, 6.f}}},
    {"leaky_relu", DEFAULTS, {{-inf, -inf}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, negative}, {big, big},
     {tiny, tiny}, {-tiny, -0.f}}},
    {"elu", DEFAULTS, {{-inf, -1.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, big}, {tiny, tiny},
     {-tiny, negative}}},
    {"celu", DEFAULTS, {{-inf, -1.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, big}, {tiny, tiny},
     {-tiny, negative}}},
    {"selu", DEFAULTS, {{-inf, near(selu_low)}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, near(selu_low)},
     {big, inf}, {0x1p127f, positive}, {tiny, positive}, {-tiny, negative}}},
    {"softplus", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, near(ln2)}, {-0.f, near(ln2)}, {-big, 0.f}, {big, big},
     {-103.f, positive}, {-200.f, 0.f, not_f64}}},
    {"log_sigmoid", DEFAULTS, {{-inf, -inf}, {inf, -0.f}, {0.f, near(-ln2)}, {-0.f, near(-ln2)}, {-big, -big},
     {big, -0.f}, {103.f, negative}, {200.f, -0.f, not_f64}}},
    {"softsign", DEFAULTS, {{-inf, -1.f}, {inf, 1.f}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, 1.f},
     {tiny, positive}, {-tiny, negative}, {1.f, 0.5f}, {-1.f, -0.5f}}},
    {"swish", DEFAULTS, {{-inf, -0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -0.f}, {big, big},
     {-106.f, negative}, {-200.f, -0.f, not_f64}, {0x1p-148f, tiny, only_f32}, {-0x1p-148f, -tiny, only_f32}}},
    {"mish", DEFAULTS, {{-inf, -0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -0.f}, {big, big},
     {-106.f, negative}, {-200.f, -0.f, not_f64}, {0x1p-140f, positive}, {-0x1p-140f, negative}}},
    {"gelu", DEFAULTS, {{-inf, -0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -0.f}, {big, big},
     {-13.f, negative}, {-20.f, -0.f, not_f64}, {0x1p-148f, tiny, only_f32}, {-0x1p-148f, -tiny, only_f32}}},
    {"gelu_tanh", DEFAULTS, {{-inf, -0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -0.f}, {big, big},
     {-10.f, negative}, {-20.f, -0.f, not_f64}, {0x1p-148f, tiny, only_f32}, {-0x1p-148f, -tiny, only_f32}}},
    {"hard_sigmoid", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-3.f, zero}, {3.f, 1.f},
     {-0x1.800002p1f, 0.f}, {-0x1.7ffffep1f, positive}, {-big, 0.f}, {big, 1.f}}},
    {"hard_swish", DEFAULTS, {{-inf, -0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-3.f, zero}, {3.f, 3.f},
     {-0x1.800002p1f, zero}, {-0x1.7ffffep1f, negative}, {-big, zero}, {big, big}, {0x1p-148f, tiny, only_f32},
     {-0x1p-148f, -tiny, only_f32}, {0x1.800002p1f, 0x1.800002p1f}}},
    {"hard_tanh", DEFAULTS, {{-inf, -1.f}, {inf, 1.f}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -1.f}, {big, 1.f},
     {tiny, tiny}, {-tiny, -tiny}, {1.f, 1.f}, {-1.f, -1.f}, {0x1.fffffep-1f, 0x1.fffffep-1f}}},
    {"hard_shrink", DEFAULTS, {{-inf, -inf}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -big}, {big, big},
     {tiny, 0.f}, {-tiny, -0.f}, {0.5f, 0.f}, {-0.5f, -0.f}, {0x1.000002p-1f, 0x1.000002p-1f},
     {-0x1.000002p-1f, -0x1.000002p-1f}}},
    {"soft_shrink", DEFAULTS, {{-inf, -inf}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -big}, {big, big},
     {tiny, 0.f}, {-tiny, -0.f}, {0.5f, 0.f}, {-0.5f, -0.f}, {0x1.000002p-1f, 0x1p-24f},
     {-0x1.000002p-1f, -0x1p-24f}}},
    {"tanh_shrink", DEFAULTS, {{-inf, -inf}, {inf, inf}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -big}, {big, big},
     {tiny, 0.f}, {-tiny, -0.f}, {0x1p-52f, 0.f, not_f64}, {-0x1p-52f, -0.f, not_f64}, {0x1p-48f, positive}, {-0x1p-48f, negative}}},
    {"threshold", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, 0.f}, {-big, 0.f}, {big, big}, {1.f, 0.f},
     {0x1.000002p0f, 0x1.000002p0f}, {-tiny, 0.f}}},
    {"squared_relu", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, 0.f}, {-big, 0.f}, {big, inf},
     {tiny, 0.f}, {0x1.fffffep63f, 0x1.fffffcp127f, only_f32}, {0x1p64f, inf, only_f32}, {-1.f, 0.f}, {0x1p-74f, 0x1p-148f, only_f32}}},
    {"softcap", DEFAULTS, {{-inf, -30.f}, {inf, 30.f}, {0.f, 0.f}, {-0.f, -0.f}, {-big, -30.f}, {big, 30.f},
     {tiny, positive}, {-tiny, negative}}},
#undef DEFAULTS
    // Parameters of which the sign or a zero matters: leaky_relu and hard_sigmoid give the IEEE product at the
    // infinities, the others their limit.
    {"leaky_relu", -0.5, 0, {{-inf, inf}, {inf, inf}, {-0.f, 0.f}, {-8.f, 4.f}, {-tiny, 0.f}, {-big, positive}}},
    {"leaky_relu", 0, 0, {{-inf, nan}, {inf, inf}, {-8.f, zero}, {0.f, 0.f}, {big, big}}},
    {"leaky_relu", 2, 0, {{-inf, -inf}, {-big, -inf}, {-0.f, -0.f}, {-tiny, -0x1p-148f, only_f32}}},
    {"hard_sigmoid", 0, 0.25, {{-inf, nan}, {inf, nan}, {5.f, 0.25f}, {-big, 0.25f}}},
    {"hard_sigmoid", -0.25, 0.5, {{-inf, 1.f}, {inf, 0.f}, {2.f, zero}, {-2.f, 1.f}, {1.f, 0.25f}, {big, 0.f}}},
    {"hard_sigmoid", 0.25, 2, {{0.f, 1.f}, {-inf, 0.f}, {-6.f, 0.5f}}},
    {"elu", 0.5, 0, {{-inf, -0.5f}, {inf, inf}, {-0.f, -0.f}, {-big, -0.5f}, {3.f, 3.f}}},
    {"elu", -2, 0, {{-inf, 2.f}, {inf, inf}, {-big, 2.f}, {-1.f, positive}}},
    {"elu", 0, 0, {{-inf, zero}, {inf, inf}, {-1.f, zero}, {3.f, 3.f}}},
    {"celu", 0.5, 0, {{-inf, -0.5f}, {inf, inf}, {-0.f, -0.f}, {-big, -0.5f}, {big, big}}},
    {"softplus", -1, 0, {{-inf, -inf}, {inf, -0.f}, {0.f, near(-ln2)}, {-big, -big}, {big, -0.f}}},
    {"softplus", 2, 0, {{-inf, 0.f}, {inf, inf}, {0.f, near(ln2 / 2)}, {-big, 0.f}, {big, big}}},
    {"swish", 0, 0, {{-inf, -inf}, {inf, inf}, {3.f, 1.5f}, {-0.f, -0.f}, {0.f, 0.f}, {big, 0x1.fffffep126f, only_f32}}},
    {"swish", -1, 0, {{-inf, -inf}, {inf, 0.f}, {-0.f, -0.f}, {0.f, 0.f}, {big, 0.f}, {-big, -big}}},
    {"swish", 1.702, 0, {{-inf, -0.f}, {inf, inf}, {-0.f, -0.f}, {0.f, 0.f}, {big, big}, {-big, -0.f}}},
    {"swish", 1e-30, 0, {{-inf, -0.f}, {inf, inf}, {-0x1p107f, negative}, {-big, -0.f}, {big, big}}, f32_f64},
    {"hard_tanh", -2, 3, {{-inf, -2.f}, {inf, 3.f}, {-0.f, -0.f}, {2.f, 2.f}}},
    {"hard_tanh", 0, 0, {{-inf, zero}, {inf, zero}, {1.f, zero}}},
    {"hard_shrink", 0, 0, {{-inf, -inf}, {-tiny, -tiny}, {tiny, tiny}, {-0.f, -0.f}, {0.f, 0.f}}},
    {"soft_shrink", 0, 0, {{-inf, -inf}, {-tiny, -tiny}, {big, big}, {-0.f, -0.f}, {0.f, 0.f}}},
    {"soft_shrink", 8, 0, {{-inf, -inf}, {inf, inf}, {9.f, 1.f}, {-9.f, -1.f}, {-8.f, -0.f}}},
    {"threshold", 2, 7, {{-inf, 7.f}, {inf, inf}, {2.f, 7.f}, {3.f, 3.f}}},
    {"threshold", 2, -0.0, {{-inf, -0.f}, {1.f, -0.f}}},
    {"softcap", 0.5, 0, {{-inf, -0.5f}, {inf, 0.5f}, {-0.f, -0.f}, {0.f, 0.f}, {big, 0.5f}}},
    {"softcap", 0x1p-140, 0, {{-inf, -0x1p-140f}, {inf, 0x1p-140f}, {-0.f, -0.f}, {0.f, 0.f}, {big, 0x1p-140f},
     {0x1p-140f, near(0.76159415595576488812 * 0x1p-140)}, {tiny, tiny}}, f32_f64},
};
#undef DEFAULTS
// clang-format on

}  // namespace special
