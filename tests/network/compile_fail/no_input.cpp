// expect: picomlp: a network begins with its number of features
#include "common.hpp"

picomlp::network<dense<4, relu>, dense<16, relu>, dense<3, sigmoid>>::parameters wrong;
