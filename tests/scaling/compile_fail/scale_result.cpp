// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

float wrong_scaled[3][3];
void wrong() { (void)scale_samples(model.scaling, x, wrong_scaled); }
