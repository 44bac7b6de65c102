// expect: picomlp: evaluate_regression needs an x with as many rows as the network has inputs
#include "common.hpp"

void wrong() { (void)evaluate_regression(w, scratch, y, y); }
