// expect: picomlp: predictions and scaled samples are written, so they cannot be const
#include <vector>

#include "common.hpp"

const std::vector<float> constant(3);
void wrong() { (void)predict(w, batch, x, picomlp::sample_major(constant)); }
