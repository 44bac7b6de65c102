// expect: picomlp: a number does not say what it sets
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>> wrong{{0.01F}};
