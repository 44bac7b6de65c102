// expect: picomlp: transpose needs
#include "common.hpp"

void wrong() { picomlp::transpose(a, a); }
