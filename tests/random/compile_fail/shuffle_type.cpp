// expect: picomlp: an order lists indices: integers
#include "common.hpp"

void wrong() { picomlp::shuffle(reals, 3, bits); }
