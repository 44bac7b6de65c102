// expect: picomlp: input takes 1 to 65535 features
#include "common.hpp"

picomlp::network<input<0>, dense<1, sigmoid>>::parameters wrong;
