// expect: picomlp: training needs a y with as many rows as the network has outputs
#include "common.hpp"

float wrong_y[2][3];
void wrong() { (void)t.epoch(w, x, wrong_y, order, buffer); }
