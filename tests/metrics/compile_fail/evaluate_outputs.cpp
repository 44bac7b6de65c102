// expect: picomlp: evaluate_regression needs a y with as many rows as the network has outputs
#include "common.hpp"

void wrong() { (void)evaluate_regression(w, scratch, x, x); }
