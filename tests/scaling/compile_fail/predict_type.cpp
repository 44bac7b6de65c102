// expect: picomlp: predict needs an x of the numbers that the network computes with
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)predict(model, scratch, wrong_x, y); }
