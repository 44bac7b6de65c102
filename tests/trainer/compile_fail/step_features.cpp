// expect: picomlp: training needs an x with as many rows as the network has inputs
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)t.step(w, wrong_x, y); }
