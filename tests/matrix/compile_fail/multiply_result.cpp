// expect: picomlp: multiply needs A (rows x inner) times B (inner x columns)
#include "common.hpp"

void wrong() { picomlp::multiply(a, b, a); }
