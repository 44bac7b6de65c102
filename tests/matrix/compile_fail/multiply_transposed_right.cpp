// expect: picomlp: multiply_transposed_right needs
#include "common.hpp"

void wrong() { picomlp::multiply_transposed_right(a, b, c); }
