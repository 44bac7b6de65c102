// All elementary functions.
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
