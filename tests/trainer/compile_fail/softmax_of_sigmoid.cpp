// expect: picomlp: a cross-entropy is computed from logits
#include "common.hpp"

trainer<net, picomlp::softmax_cross_entropy, gradient_descent, batch<3>> wrong;
