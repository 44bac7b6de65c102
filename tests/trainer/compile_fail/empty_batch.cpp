// expect: picomlp: a batch holds at least one sample
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<0>> wrong;
