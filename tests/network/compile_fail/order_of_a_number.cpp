// expect: picomlp: sample_major and feature_major take an array, a matrix, a container with data()
// and size(), or a pointer and the number of samples
#include "common.hpp"

void wrong() { (void)predict(w, batch, picomlp::sample_major(1.5F), y); }
