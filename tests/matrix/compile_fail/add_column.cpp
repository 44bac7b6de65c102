// expect: picomlp: add_column needs
#include "common.hpp"

void wrong() { picomlp::add_column(b, x, b); }
