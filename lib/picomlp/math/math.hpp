// SPDX-License-Identifier: MIT
// All elementary functions. Unless its header says otherwise, for every function f:
//
// f of a NaN is the positive quiet NaN without payload, on every target.
//
// f(x, y, n) sets y[i] = f(x[i]) for i < n, to the same bits as the scalar form. x == y is allowed;
// any other overlap is not. Array forms read and write nothing when n is 0.
//
// On a processor without float instructions, exp, log, tanh, sigmoid and softplus of a float are
// computed in integers, to the same bits.
//
// Error bounds: "ulp" is the spacing of the number type at the exact result. Float bounds were
// tested with every argument (tests/math/sweep.cpp). Double bounds are not proven: they leave a
// margin above the largest errors that tests/math/worst_search.cpp finds by hill climbing
// (tests/math/golden/worst.hpp).
#pragma once

#include "picomlp/math/erf.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/normal_cdf.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/sincos.hpp"
#include "picomlp/math/softplus.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/math/tanh.hpp"
