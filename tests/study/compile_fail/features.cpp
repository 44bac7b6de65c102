// expect: picomlp: study needs an x with as many rows as the network has inputs
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)study(w, scratch, wrong_x, y, report); }
