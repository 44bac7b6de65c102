// expect: picomlp: add_outer_product needs
#include "common.hpp"

void wrong() { picomlp::add_outer_product(x, y, a); }
