// expect: picomlp: softmax over a single unit is always 1
#include "common.hpp"
#include "picomlp/activation/softmax.hpp"

picomlp::network<input<2>, dense<1, picomlp::softmax>, dense<3, relu>>::parameters wrong;
