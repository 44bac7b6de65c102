// expect: picomlp: training needs an x with as many rows as the network has inputs
#include "picomlp/trainer/gradient_check.hpp"

#include "common.hpp"

float wrong_x[3][3];
void wrong() { (void)check_gradient(t, w, wrong_x, y); }
