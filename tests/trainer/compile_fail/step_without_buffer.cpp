// expect: picomlp: step needs a mini_batch to turn samples x features round: step(w, x, y, buffer);
// fit and epoch have one
#include "common.hpp"

float by_sample[3][2];
void wrong() { (void)t.step(w, by_sample, y); }
