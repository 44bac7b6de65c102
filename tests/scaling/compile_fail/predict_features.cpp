// expect: picomlp: predict needs an x with as many features as the network has inputs
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)predict(model, scratch, wrong_x, y); }
