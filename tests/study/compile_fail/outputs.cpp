// expect: picomlp: study needs a y with as many rows as the network has outputs
#include "common.hpp"

float wrong_y[2][3];
void wrong() { (void)study(w, scratch, x, wrong_y, report); }
