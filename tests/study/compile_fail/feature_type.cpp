// expect: picomlp: study needs an x of the numbers that the network computes with
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)study(w, scratch, wrong_x, y, report); }
