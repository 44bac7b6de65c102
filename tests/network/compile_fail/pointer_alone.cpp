// expect: picomlp: a pointer does not say how many samples there are: sample_major(pointer,
// samples)
#include "common.hpp"

const float* pointer = one_x;
void wrong() { (void)predict(w, batch, picomlp::sample_major(pointer), y); }
