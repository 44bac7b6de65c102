// expect: picomlp: scale_samples needs an x with as many features as the network has inputs
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)scale_samples(model.scaling, wrong_x, scaled); }
