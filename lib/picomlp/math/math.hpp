// All elementary functions.
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
