// expect: picomlp: x and y must hold the same number of samples
#include "common.hpp"

float wrong_y[3];
void wrong() { (void)predict(w, scratch, one_x, wrong_y); }
