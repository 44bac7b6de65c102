// expect: picomlp: evaluate needs an x with as many rows as the network has inputs
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)picomlp::evaluate<binary_cross_entropy>(w, scratch, wrong_x, y); }
