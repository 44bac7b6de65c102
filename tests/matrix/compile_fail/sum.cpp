// expect: picomlp: sum needs
#include "common.hpp"

void wrong() { (void)picomlp::sum(3); }
