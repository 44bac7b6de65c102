// expect: picomlp: an order lists indices: integers
#include "common.hpp"

float real_order[3];
void wrong() { (void)t.epoch(w, x, y, real_order, buffer); }
