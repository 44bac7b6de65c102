// SPDX-License-Identifier: MIT
// Operands for the cases beside this one.
#pragma once

#include "picomlp/matrix/arithmetic.hpp"
#include "picomlp/matrix/map.hpp"
#include "picomlp/matrix/multiply.hpp"
#include "picomlp/matrix/reductions.hpp"

inline picomlp::matrix<float, 2, 3> a;
inline picomlp::matrix<float, 3, 2> b;
inline picomlp::matrix<float, 2, 2> c, d;
inline picomlp::vector<float, 2> x, y;
inline float e[2][3];
inline picomlp::matrix<double, 2, 3> wide;
inline const picomlp::matrix<float, 2, 2> constant = {};
