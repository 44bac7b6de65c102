// expect: picomlp: dense takes 1 to 65535 units
#include "common.hpp"

picomlp::network<input<1>, dense<0, relu>, dense<1, sigmoid>>::parameters wrong;
