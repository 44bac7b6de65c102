// expect: picomlp: add needs predictions with as many rows as there are outputs
#include "common.hpp"

void wrong() { (void)sums.add(x, y); }
