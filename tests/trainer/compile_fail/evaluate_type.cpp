// expect: picomlp: evaluate needs a y of the numbers that the network computes with
#include "common.hpp"

double wrong_y[1][3];
void wrong() { (void)picomlp::evaluate<binary_cross_entropy>(w, scratch, x, wrong_y); }
