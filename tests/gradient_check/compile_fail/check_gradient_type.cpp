// expect: picomlp: check_gradient needs a gradient of the trainer's gradient_type
#include "common.hpp"

using other = picomlp::network<input<2>, dense<9, relu>, dense<1, sigmoid>>;
other::parameters gradient;
void wrong() { (void)check_gradient(t, w, x, y, gradient); }
