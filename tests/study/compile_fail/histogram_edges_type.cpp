// expect: picomlp: this takes float or double: 1.0F or 1.0, not 1
#include "common.hpp"

int edges[5];
void wrong() { (void)picomlp::histogram_edges(0, 1, 4, edges); }
