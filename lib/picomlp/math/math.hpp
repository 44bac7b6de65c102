// All elementary functions. What f(x) of a float or double does, unless its header says otherwise:
//
// A NaN becomes the positive quiet NaN without payload, on every target.
//
// f(x, y, n) sets y[i] = f(x[i]) for i < n, to the same bits as the scalar form. x == y is allowed;
// any other overlap is not. Nothing is read or written when n is 0.
//
// On a processor without float instructions exp, log, tanh, sigmoid and softplus of a float compute
// in integers, to the same bits.
//
// Error bounds in the headers of this floor: "ulp" is the spacing of the number type at the exact
// result. In float every argument has been tried (tests/math/sweep.cpp). In double the bounds keep
// a margin above the largest errors that tests/math/worst_search.cpp finds by climbing, which are
// in tests/math/golden/worst.hpp; they are no proofs.
#pragma once

#include "picomlp/math/erf.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/normal_cdf.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/sincos.hpp"
#include "picomlp/math/sincos_turn.hpp"
#include "picomlp/math/softplus.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/math/tanh.hpp"
