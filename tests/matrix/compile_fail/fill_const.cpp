// expect: picomlp: fill needs a matrix that is not const
#include "common.hpp"

void wrong() { picomlp::fill(constant, 1); }
