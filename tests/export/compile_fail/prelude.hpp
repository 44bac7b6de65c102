// SPDX-License-Identifier: MIT
// The library's rounding profile. A case includes model.hpp or another model, as a
// program does.
#pragma once

#include "picomlp/base/profile.hpp"

#define separate 1
#define fused 2
#if PICOMLP_PROFILE == separate
#define LIBRARY_IS_SEPARATE
#endif
#undef separate
#undef fused
