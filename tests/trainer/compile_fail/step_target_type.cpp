// expect: picomlp: training needs a y of the numbers that the network computes with
#include "common.hpp"

double wrong_y[1][3];
void wrong() { (void)t.step(w, x, wrong_y); }
