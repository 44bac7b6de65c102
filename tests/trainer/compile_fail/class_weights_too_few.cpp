// expect: picomlp: class_weights::weights takes one number for each class
#include "common.hpp"
#include "picomlp/option/class_weights.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::class_weights> wrong{
    picomlp::class_weights::weights(300.0F)};
