// expect: picomlp: subtract needs
#include "common.hpp"

void wrong() { picomlp::subtract(a, b, a); }
