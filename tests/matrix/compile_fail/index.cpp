// expect: picomlp: [i] is for vectors
#include "common.hpp"

void wrong() { (void)a[1]; }
