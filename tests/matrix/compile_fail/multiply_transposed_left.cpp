// expect: picomlp: multiply_transposed_left needs
#include "common.hpp"

void wrong() { picomlp::multiply_transposed_left(a, b, c); }
