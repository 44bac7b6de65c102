// expect: picomlp: behind its input a network has dense layers alone
#include "common.hpp"

picomlp::network<input<4>, input<4>, dense<3, sigmoid>>::parameters wrong;
