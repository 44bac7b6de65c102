// expect: picomlp: add needs an x with as many features as the scaler has
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)standard.add(wrong_x); }
