// expect: picomlp: add needs targets of the numbers that it computes with
#include "common.hpp"

double wrong_targets[3][4];
void wrong() { (void)sums.add(y, wrong_targets); }
