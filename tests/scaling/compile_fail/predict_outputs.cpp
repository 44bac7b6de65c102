// expect: picomlp: predict needs a y with as many rows as the network has outputs
#include "common.hpp"

float wrong_y[2][3];
void wrong() { (void)predict(model, scratch, x, wrong_y); }
