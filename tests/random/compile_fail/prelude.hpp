// SPDX-License-Identifier: MIT
#include "picomlp/random/normal.hpp"
#include "picomlp/random/numpy_random_state.hpp"
#include "picomlp/random/shuffle.hpp"
#include "picomlp/random/uniform.hpp"

inline picomlp::xoshiro128pp bits(1);
inline picomlp::numpy_random_state numpy(1);
inline float reals[3] = {};
inline int integers[3] = {};
