// expect: picomlp: evaluate_regression needs a y of the numbers that the network computes with
#include "common.hpp"

double wrong_y[3][4];
void wrong() { (void)evaluate_regression(w, scratch, x, wrong_y); }
