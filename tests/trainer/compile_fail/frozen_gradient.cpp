// expect: picomlp: a frozen layer has no gradient
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::frozen<1>> part;
float wrong() { return part.gradient().layer<1>().bias(0); }
