/* SPDX-License-Identifier: MIT */
// What a sketch includes: everything public, for a core that compiles C++17 or later.
#pragma once

#if __cplusplus < 201703L
#error \
    "picomlp needs C++17, and the core of this board compiles an older standard: update the core, or take a C99 model, which any core compiles, as the example int8 does"
#else
#include "picomlp.hpp"
#endif
