// expect: predict
#include "common.hpp"

#pragma GCC diagnostic error "-Wunused-result"
void wrong() { predict(w, batch, x, y); }
