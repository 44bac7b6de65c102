// expect: picomlp: digits_model.hpp was exported for the rounding profile
#include "picomlp/base/profile.hpp"

#define separate 1
#define fused 2
#if PICOMLP_PROFILE == separate
#define LIBRARY_IS_SEPARATE
#endif
#undef separate
#undef fused

#ifdef LIBRARY_IS_SEPARATE
#include "digits/fused/digits_model.hpp"
#else
#include "digits/separate/digits_model.hpp"
#endif
