// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_y[1][3];
void wrong() { (void)picomlp::evaluate<binary_cross_entropy>(w, scratch, x, wrong_y); }
