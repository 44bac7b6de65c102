// expect: picomlp: multiply needs A
#include "common.hpp"

void wrong() { picomlp::multiply(a, 2.0F, c); }
