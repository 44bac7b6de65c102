// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)standard.add(wrong_x); }
