// expect: step
#include "common.hpp"

#pragma GCC diagnostic error "-Wunused-result"
void wrong() { t.step(w, x, y); }
