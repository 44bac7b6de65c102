// expect: picomlp: predict takes parameters, a scratch of their network, x and y
#include "common.hpp"

using other = picomlp::network<input<2>, dense<1, sigmoid>>;
other::parameters wrong_w;
void wrong() { (void)predict(wrong_w, batch, x, y); }
