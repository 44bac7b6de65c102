// expect: picomlp: this takes float or double: 1.0F or 1.0, not 1
#include "common.hpp"

void wrong() { picomlp::uniform_fill(bits, integers, 3); }
