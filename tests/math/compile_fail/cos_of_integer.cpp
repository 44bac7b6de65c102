// expect: picomlp: math functions take float or double: 2.0F or 2.0, not 2
#include "picomlp/math/math.hpp"

void wrong() { (void)picomlp::math::cos(2); }
