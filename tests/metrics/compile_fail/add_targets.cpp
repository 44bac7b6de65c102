// expect: picomlp: add needs targets with as many rows as there are outputs
#include "common.hpp"

void wrong() { (void)sums.add(y, x); }
