// expect: picomlp: one_hot needs labels as an array of integers, or as a container of them with
// data() and size()
#include "common.hpp"

void wrong(const int* unknown_count) { (void)picomlp::one_hot(unknown_count, y); }
