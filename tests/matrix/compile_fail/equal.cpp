// expect: picomlp: equal needs
#include "common.hpp"

void wrong() { (void)picomlp::equal(a, b); }
