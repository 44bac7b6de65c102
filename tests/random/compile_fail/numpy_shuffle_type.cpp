// expect: picomlp: an order lists indices: integers
#include "common.hpp"

void wrong() { numpy.shuffle(reals, 3); }
