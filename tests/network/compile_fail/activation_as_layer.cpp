// expect: picomlp: behind its input a network has dense layers alone
#include "common.hpp"

picomlp::network<input<4>, relu, dense<3, sigmoid>>::parameters wrong;
