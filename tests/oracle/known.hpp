// SPDX-License-Identifier: MIT
// Values of the formulas of docs/functions, computed apart from the op headers with 60 digits: a wrong definition
// would deceive the oracle and MPFR alike.
#pragma once

#include <cmath>
#include <iterator>

namespace known {

inline constexpr double nan = NAN, infinity = HUGE_VAL;

// The inputs, and for each function its values there at default parameters. Zeros have their signs.
inline constexpr float inputs[] = {-2.5f, -0.0625f, 2.5f, -0.0f, -HUGE_VALF, HUGE_VALF};
struct row {
  const char* name;
  double values[std::size(inputs)];
};
inline constexpr row rows[] = {
    {"exp", {0.082084998623898795, 0.93941306281347579, 12.182493960703473, 1, 0, infinity}},
    {"expm1", {-0.9179150013761012, -0.060586937186524214, 11.182493960703473, -0.0, -1, infinity}},
    {"log1p", {nan, -0.064538521137571172, 1.252762968495368, -0.0, nan, infinity}},
    {"erf", {-0.99959304798255504, -0.070431977722387078, 0.99959304798255504, -0.0, -1, 1}},
    {"tanh", {-0.98661429815143029, -0.062418746747512514, 0.98661429815143029, -0.0, -1, 1}},
    {"sigmoid", {0.075858180021243551, 0.48438008427698437, 0.92414181997875645, 0.5, 0, 1}},
    {"relu", {0, 0, 2.5, 0, 0, infinity}},
    {"relu6", {0, 0, 2.5, 0, 0, 6}},
    {"leaky_relu", {-0.024999999441206455, -0.00062499998603016138, 2.5, -0.0, -infinity, infinity}},
    {"elu", {-0.9179150013761012, -0.060586937186524214, 2.5, -0.0, -1, infinity}},
    {"celu", {-0.9179150013761012, -0.060586937186524214, 2.5, -0.0, -1, infinity}},
    {"selu", {-1.6137857588732426, -0.10651785433158965, 2.6267524683887012, -0.0, -1.7580993408473768599, infinity}},
    {"softplus", {0.078889734292549623, 0.66238538235777553, 2.5788897342925496, 0.69314718055994530942, 0, infinity}},
    {"log_sigmoid",
     {-2.5788897342925496, -0.72488538235777553, -0.078889734292549623, -0.69314718055994530942, -infinity, -0.0}},
    {"softsign", {-0.71428571428571429, -0.058823529411764706, 0.71428571428571429, -0.0, -1, 1}},
    {"swish", {-0.18964545005310888, -0.030273755267311523, 2.3103545499468911, -0.0, -0.0, infinity}},
    {"mish", {-0.19681620390653334, -0.036246792801211678, 2.4713923045578811, -0.0, -0.0, infinity}},
    {"gelu", {-0.015524163314440338, -0.029692645685672049, 2.4844758366855597, -0.0, -0.0, infinity}},
    {"gelu_tanh", {-0.015084266089998582, -0.029692650693718542, 2.4849157339100014, -0.0, -0.0, infinity}},
    {"hard_sigmoid", {0.083333333333333333, 0.48958333333333333, 0.91666666666666667, 0.5, 0, 1}},
    {"hard_swish", {-0.20833333333333333, -0.030598958333333333, 2.2916666666666667, -0.0, -0.0, infinity}},
    {"hard_tanh", {-1, -0.0625, 1, -0.0, -1, 1}},
    {"hard_shrink", {-2.5, -0.0, 2.5, -0.0, -infinity, infinity}},
    {"soft_shrink", {-2.0, -0.0, 2.0, -0.0, -infinity, infinity}},
    {"tanh_shrink", {-1.5133857018485697, -8.125325248748551e-5, 1.5133857018485697, -0.0, -infinity, infinity}},
    {"threshold", {0, 0, 2.5, 0, 0, infinity}},
    {"squared_relu", {0, 0, 6.25, 0, 0, infinity}},
    {"softcap", {-2.4942289930079927, -0.062499909577703279, 2.4942289930079927, -0.0, -30, 30}},
};

}  // namespace known
