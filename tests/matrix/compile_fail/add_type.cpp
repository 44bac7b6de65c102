// expect: picomlp: add needs A, B and C of one shape and one element type
#include "common.hpp"

void wrong() { picomlp::add(a, wide, a); }
