// expect: picomlp: softmax over a single unit is always 1
#include "common.hpp"
#include "picomlp/activation/softmax.hpp"

picomlp::network<input<2>, dense<8, relu>, dense<1, picomlp::softmax>>::parameters wrong;
