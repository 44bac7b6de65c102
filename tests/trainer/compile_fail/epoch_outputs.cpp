// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

float wrong_y[2][3];
void wrong() { (void)t.epoch(w, x, wrong_y, order, buffer); }
