// expect: picomlp: predictions and scaled samples are written, so they cannot be const
// const
#include "common.hpp"

const float wrong_scaled[2][3] = {};
void wrong() { (void)scale_samples(model.scaling, x, wrong_scaled); }
