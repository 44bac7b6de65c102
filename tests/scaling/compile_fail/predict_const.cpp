// expect: picomlp: predict needs a y of the numbers that the network computes with, not const
#include "common.hpp"

const float wrong_y[1][3] = {};
void wrong() { (void)predict(model, scratch, x, wrong_y); }
