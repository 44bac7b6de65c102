// expect: picomlp: study needs a y of the numbers that the network computes with
#include "common.hpp"

double wrong_y[1][3];
void wrong() { (void)study(w, scratch, x, wrong_y, report); }
