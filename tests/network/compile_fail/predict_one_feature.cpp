// expect: picomlp: predict needs an x with as many features as the network has inputs
#include "common.hpp"

float wrong_x[300];
void wrong() { (void)predict(w, scratch, wrong_x, one_y); }
