// expect: picomlp: copy needs
#include "common.hpp"

void wrong() { picomlp::copy(b, e); }
