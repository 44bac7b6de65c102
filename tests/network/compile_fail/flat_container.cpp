// expect: picomlp: a flat array or container does not say in which order its numbers lie: pass
// sample_major(x) or feature_major(x)
#include <vector>

#include "common.hpp"

std::vector<float> flat(6);
void wrong() { (void)predict(w, batch, flat, y); }
