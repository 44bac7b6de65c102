// expect: picomlp: central differences are for float or double
#include "common.hpp"

int f(int theta) { return theta; }
void wrong() { (void)picomlp::central_difference(f, 3, 1); }
