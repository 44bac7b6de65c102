// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_y[1][3];
void wrong() { (void)predict(w, batch, x, wrong_y); }
