// expect: picomlp: this takes float or double: 1.0F or 1.0, not 1
#include "common.hpp"

int integers[3];
void wrong(picomlp::histogram<int, 4>& to) { (void)picomlp::histogram_of(3, integers, to); }
