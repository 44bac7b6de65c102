// expect: picomlp: a square array can be read in both orders: say feature_major(x) or
// sample_major(x)
#include "common.hpp"

float square[2][2];
float two[1][2];
picomlp::batch_scratch<net, 2> both;
void wrong() { (void)predict(w, both, square, two); }
