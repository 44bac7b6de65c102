// expect: picomlp: scale_samples needs an x of the numbers that the network computes with
#include "common.hpp"

double wrong_x[2][3];
void wrong() { (void)scale_samples(model.scaling, wrong_x, scaled); }
