// expect: picomlp: this takes float or double: 1.0F or 1.0, not 1
#include "common.hpp"

int gradient[3];
void wrong() { (void)picomlp::relative_difference(gradient, gradient); }
