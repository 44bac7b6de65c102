// expect: picomlp: a cross-entropy is computed from logits
#include "common.hpp"

using last_relu = picomlp::network<input<2>, dense<10, sigmoid>, dense<1, relu>>;
trainer<last_relu, binary_cross_entropy, gradient_descent, batch<3>> wrong;
