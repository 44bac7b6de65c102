// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_x[2][4];
void wrong() { (void)evaluate_regression(w, scratch, wrong_x, y); }
