// The library's rounding profile. One program holds one exported model: a case includes model.hpp or
// another.
#pragma once

#include "picomlp/base/profile.hpp"

#define separate 1
#define fused 2
#if PICOMLP_PROFILE == separate
#define LIBRARY_IS_SEPARATE
#endif
#undef separate
#undef fused
