// expect: picomlp: scale needs
#include "common.hpp"

void wrong() { picomlp::scale(a, 2, b); }
