// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_targets[3][4];
void wrong() { (void)sums.add(y, wrong_targets); }
