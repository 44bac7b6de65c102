// expect: picomlp: the network has no layer of this number; layers count from 1
#include "common.hpp"

void wrong() { (void)w.layer<9>(); }
