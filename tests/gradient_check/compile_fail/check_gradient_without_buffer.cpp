// expect: picomlp: step needs a mini_batch to turn samples x features round
#include "common.hpp"

float by_sample[3][2];
void wrong() { (void)picomlp::check_gradient(t, w, by_sample, y); }
