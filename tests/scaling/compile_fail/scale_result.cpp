// expect: picomlp: scale_samples needs a result with as many features as the network has inputs
#include "common.hpp"

float wrong_scaled[3][3];
void wrong() { (void)scale_samples(model.scaling, x, wrong_scaled); }
