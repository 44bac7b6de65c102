// expect: picomlp: scale_samples needs a result of the numbers that the network computes with, not
// const
#include "common.hpp"

const float wrong_scaled[2][3] = {};
void wrong() { (void)scale_samples(model.scaling, x, wrong_scaled); }
