// expect: picomlp: one_hot needs a y of float or double, not const
#include "common.hpp"

const float const_y[3][4] = {};
void wrong() { (void)picomlp::one_hot(labels, const_y); }
