// expect: picomlp: evaluate_regression needs an x of the numbers that the network computes with
#include "common.hpp"

double wrong_x[2][4];
void wrong() { (void)evaluate_regression(w, scratch, wrong_x, y); }
