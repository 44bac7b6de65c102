// expect: picomlp: row_sums needs
#include "common.hpp"

void wrong() { picomlp::row_sums(b, x); }
