// expect: picomlp: x and y must hold the same number of samples
#include "common.hpp"

float four[1][4];
void wrong() { (void)predict(w, batch, x, four); }
