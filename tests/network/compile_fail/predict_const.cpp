// expect: picomlp: predictions and scaled samples are written, so they cannot be const
#include "common.hpp"

const float wrong_y[1][3] = {};
void wrong() { (void)predict(w, batch, x, wrong_y); }
