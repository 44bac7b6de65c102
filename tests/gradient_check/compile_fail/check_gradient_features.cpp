// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)check_gradient(t, w, wrong_x, y); }
