// expect: picomlp: add needs an x of the numbers that the scaler computes with
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)standard.add(wrong_x); }
