// expect: picomlp: a flat array or container does not say in which order its numbers lie
#include "common.hpp"

float wrong_x[300];
void wrong() { (void)predict(w, scratch, wrong_x, one_y); }
