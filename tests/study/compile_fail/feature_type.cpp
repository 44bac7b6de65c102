// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)study(w, scratch, wrong_x, y, report); }
