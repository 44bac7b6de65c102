// expect: picomlp: one_hot needs a y of float or double, not const
#include "common.hpp"

int integer_y[3][4];
void wrong() { (void)picomlp::one_hot(labels, picomlp::sample_view<int, 3>(integer_y)); }
