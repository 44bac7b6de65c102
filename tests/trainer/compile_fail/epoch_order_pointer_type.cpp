// expect: picomlp: an order lists indices: integers
#include "common.hpp"

void wrong(const double* order_of_reals) { (void)t.epoch(w, x, y, order_of_reals, buffer); }
