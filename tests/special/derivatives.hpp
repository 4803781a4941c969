// SPDX-License-Identifier: MIT
// What the derivatives of special inputs are, and those from special outputs, from the definitions in docs/functions
// and the conventions of docs/derivatives.md, written down without the cards.
#pragma once

#include "special/table.hpp"

namespace special {

inline constexpr float below_6 = 0x1.7ffffep2f, above_half = 0x1.000002p-1f, above_1 = 0x1.000002p0f;

// clang-format off
inline const row derivative_rows[] = {
#define DEFAULTS by_default, by_default
    {"exp", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, inf}, {exp_last, positive},
     {exp_over, inf, only_f32}, {-103.f, positive}}},
    {"expm1", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, inf}, {exp_last, positive},
     {exp_over, inf, only_f32}, {-103.f, positive}}},
    {"log1p", DEFAULTS, {{-inf, nan}, {inf, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {-1.f, inf}, {-0x1.000002p0f, nan}, {-2.f, nan},
     {-big, nan}, {big, positive}, {1.f, 0.5f}, {-0.5f, 2.f}}},
    {"erf", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, near(1.1283791670955126)}, {-0.f, near(1.1283791670955126)},
     {-big, 0.f}, {big, 0.f}}},
    {"tanh", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, 0.f}, {tiny, 1.f},
     {50.f, positive}, {-50.f, positive}}},
    {"sigmoid", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, 0.25f}, {-0.f, 0.25f}, {-big, 0.f}, {big, 0.f},
     {100.f, positive}, {-100.f, positive}}},
    {"relu", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 0.f}, {-0.f, 0.f}, {tiny, 1.f}, {-tiny, 0.f}, {big, 1.f}}},
    {"relu6", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, 0.f}, {-0.f, 0.f}, {tiny, 1.f}, {below_6, 1.f}, {6.f, 0.f}}},
    {"leaky_relu", DEFAULTS, {{-inf, 0.01}, {inf, 1.f}, {0.f, 0.01}, {-0.f, 0.01}, {tiny, 1.f}, {-tiny, 0.01}}},
    {"elu", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, 1.f}, {-103.f, positive}}},
    {"celu", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, 1.f}, {-103.f, positive}}},
    {"selu", DEFAULTS, {{-inf, 0.f}, {inf, near(1.0507009873554805)}, {0.f, near(1.7580993408473769)},
     {-0.f, near(1.7580993408473769)}, {tiny, near(1.0507009873554805)}, {-big, 0.f}, {-103.f, positive}}},
    {"softplus", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-big, 0.f}, {big, 1.f}, {-103.f, positive}}},
    {"log_sigmoid", DEFAULTS, {{-inf, 1.f}, {inf, 0.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-big, 1.f}, {big, 0.f}, {103.f, positive}}},
    {"softsign", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {1.f, 0.25f}, {-1.f, 0.25f}, {big, 0.f},
     {0x1p74f, positive}}},
    {"swish", DEFAULTS, {{-inf, zero}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-big, zero}, {big, 1.f}, {-105.f, negative}}},
    {"mish", DEFAULTS, {{-inf, zero}, {inf, 1.f}, {0.f, near(0.6)}, {-0.f, near(0.6)}, {-big, zero}, {big, 1.f},
     {-105.f, negative}}},
    {"gelu", DEFAULTS, {{-inf, zero}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-big, zero}, {big, 1.f}, {-14.f, negative}}},
    {"gelu_tanh", DEFAULTS, {{-inf, zero}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-big, zero}, {big, 1.f},
     {-10.5f, negative}}},
    {"hard_sigmoid", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, near(1.0 / 6)}, {3.f, 0.f}, {-3.f, 0.f},
     {0x1.7ffffep1f, near(1.0 / 6)}}},
    {"hard_swish", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {0.f, 0.5f}, {-0.f, 0.5f}, {-3.f, 0.f}, {3.f, 1.f}, {-1.5f, 0.f},
     {-0x1.7ffffep1f, near(-0.49999992052714032)}}},
    {"hard_tanh", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, 1.f}, {1.f, 0.f}, {-1.f, 0.f}, {0x1.fffffep-1f, 1.f}}},
    {"hard_shrink", DEFAULTS, {{-inf, 1.f}, {inf, 1.f}, {0.f, 0.f}, {0.5f, 0.f}, {-0.5f, 0.f}, {above_half, 1.f},
     {-above_half, 1.f}}},
    {"soft_shrink", DEFAULTS, {{-inf, 1.f}, {inf, 1.f}, {0.f, 0.f}, {0.5f, 0.f}, {-0.5f, 0.f}, {above_half, 1.f},
     {-above_half, 1.f}}},
    {"tanh_shrink", DEFAULTS, {{-inf, 1.f}, {inf, 1.f}, {0.f, 0.f}, {-0.f, 0.f}, {tiny, 0.f}, {-0x1p-74f, positive},
     {big, 1.f}, {-big, 1.f}}},
    {"threshold", DEFAULTS, {{-inf, 0.f}, {inf, 1.f}, {1.f, 0.f}, {above_1, 1.f}, {0.f, 0.f}}},
    {"squared_relu", DEFAULTS, {{-inf, 0.f}, {inf, inf}, {0.f, 0.f}, {-0.f, 0.f}, {-1.f, 0.f}, {2.f, 4.f}, {big, inf},
     {tiny, 0x1p-148f, only_f32}}},
    {"softcap", DEFAULTS, {{-inf, 0.f}, {inf, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {-big, 0.f}, {big, 0.f}}},

    {"leaky_relu", -2, 0, {{-inf, -2.f}, {inf, 1.f}, {-1.f, -2.f}, {0.f, -2.f}}},
    {"elu", 0, 0, {{-inf, zero}, {-1.f, zero}, {0.f, zero}, {inf, 1.f}}},
    {"elu", -1, 0, {{-inf, zero}, {0.f, -1.f}, {1.f, 1.f}, {inf, 1.f}}},
    {"celu", 2, 0, {{-inf, 0.f}, {0.f, 1.f}, {1.f, 1.f}, {inf, 1.f}, {-big, 0.f}}},
    {"softplus", -1, 0, {{-inf, 1.f}, {inf, 0.f}, {0.f, 0.5f}, {big, 0.f}}},
    {"softplus", 2, 0, {{-inf, 0.f}, {inf, 1.f}, {0.f, 0.5f}, {-big, 0.f}}},
    {"swish", 0, 0, {{-inf, 0.5f}, {inf, 0.5f}, {3.f, 0.5f}, {-0.f, 0.5f}, {big, 0.5f}}},
    {"swish", -1, 0, {{-inf, 1.f}, {inf, zero}, {0.f, 0.5f}, {big, zero}, {-big, 1.f}}},
    {"swish", 1.702, 0, {{-inf, zero}, {inf, 1.f}, {0.f, 0.5f}, {big, 1.f}, {-big, zero}}},
    {"hard_sigmoid", 0, 0.25, {{-inf, zero}, {inf, zero}, {0.f, zero}}},
    {"hard_sigmoid", -1, 0.5, {{-inf, zero}, {inf, zero}, {0.f, -1.f}, {0.5f, zero}, {-0.5f, zero}}},
    {"hard_sigmoid", 1, 1, {{0.f, zero}, {-tiny, 1.f}, {tiny, zero}, {-1.f, zero}}},
    {"hard_sigmoid", 0x1p-100, 0, {{tiny, near(0x1p-100)}, {0.f, zero}, {-tiny, zero}}},
    {"hard_tanh", -2, 3, {{-inf, 0.f}, {inf, 0.f}, {-2.f, 0.f}, {3.f, 0.f}, {2.f, 1.f}}},
    {"hard_tanh", 0, 0, {{0.f, 0.f}, {1.f, 0.f}, {-1.f, 0.f}}},
    {"hard_shrink", 0, 0, {{0.f, 0.f}, {-0.f, 0.f}, {tiny, 1.f}, {-tiny, 1.f}}},
    {"soft_shrink", 8, 0, {{8.f, 0.f}, {9.f, 1.f}, {-9.f, 1.f}, {-8.f, 0.f}}},
    {"threshold", 2, 7, {{2.f, 0.f}, {3.f, 1.f}, {7.f, 1.f}, {-inf, 0.f}}},
    {"softcap", 0.5, 0, {{-inf, 0.f}, {inf, 0.f}, {0.f, 1.f}, {big, 0.f}}},
};

inline const row from_output_rows[] = {
    {"exp", DEFAULTS, {{0.f, 0.f}, {inf, inf}, {1.f, 1.f}, {tiny, tiny}}},
    {"expm1", DEFAULTS, {{-1.f, 0.f}, {inf, inf}, {0.f, 1.f}, {-0.5f, 0.5f}}},
    {"tanh", DEFAULTS, {{-1.f, 0.f}, {1.f, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {0.5f, 0.75f}}},
    {"sigmoid", DEFAULTS, {{0.f, 0.f}, {1.f, 0.f}, {0.5f, 0.25f}, {tiny, tiny}}},
    {"relu", DEFAULTS, {{0.f, 0.f}, {-0.f, 0.f}, {tiny, 1.f}, {inf, 1.f}}},
    {"relu6", DEFAULTS, {{0.f, 0.f}, {6.f, 0.f}, {below_6, 1.f}, {tiny, 1.f}}},
    {"hard_tanh", DEFAULTS, {{-1.f, 0.f}, {1.f, 0.f}, {0.f, 1.f}}},
    {"hard_tanh", -2, 3, {{-2.f, 0.f}, {3.f, 0.f}, {2.f, 1.f}}},
    {"leaky_relu", DEFAULTS, {{0.f, 0.01}, {-0.f, 0.01}, {-5.f, 0.01}, {tiny, 1.f}, {inf, 1.f}, {-inf, 0.01}}},
    {"leaky_relu", 0, 0, {{0.f, 0.f}, {-0.f, 0.f}, {2.f, 1.f}}},
    {"elu", DEFAULTS, {{-1.f, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {tiny, 1.f}, {inf, 1.f}, {-0.5f, 0.5f}}},
    {"elu", 2, 0, {{-2.f, 0.f}, {0.f, 2.f}, {tiny, 1.f}, {-0.5f, 1.5f}}},
    {"elu", 0, 0, {{0.f, 0.f}, {1.f, 1.f}}},
    {"celu", DEFAULTS, {{-1.f, 0.f}, {0.f, 1.f}, {-0.f, 1.f}, {tiny, 1.f}, {-0.5f, 0.5f}}},
    {"celu", 2, 0, {{-2.f, 0.f}, {0.f, 1.f}, {tiny, 1.f}, {-1.f, 0.5f}}},
    {"selu", DEFAULTS, {{0.f, near(1.7580993408473769)}, {tiny, near(1.0507009873554805)}, {inf, near(1.0507009873554805)}}},
};
#undef DEFAULTS
// clang-format on

}  // namespace special
