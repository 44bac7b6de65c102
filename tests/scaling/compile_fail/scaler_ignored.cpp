// expect: ignoring return
#include "common.hpp"

#pragma GCC diagnostic error "-Wunused-result"
void wrong() { standard.add(x); }
