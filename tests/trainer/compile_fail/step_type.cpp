// expect: picomlp: training needs an x of the numbers that the network computes with
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)t.step(w, wrong_x, y); }
