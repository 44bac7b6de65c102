// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_y[3][4];
void wrong() { (void)evaluate_regression(w, scratch, x, wrong_y); }
