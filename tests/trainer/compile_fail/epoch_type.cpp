// expect: picomlp: training needs an x of the numbers that the network computes with
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)t.epoch(w, wrong_x, y, order, buffer); }
