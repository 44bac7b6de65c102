// expect: picomlp: an order lists indices: integers
#include "common.hpp"

void wrong() { picomlp::identity_order(reals, 3); }
