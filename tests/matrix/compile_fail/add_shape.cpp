// expect: picomlp: add needs A, B and C of one shape
#include "common.hpp"

void wrong() { picomlp::add(a, b, a); }
