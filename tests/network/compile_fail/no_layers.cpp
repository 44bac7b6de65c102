// expect: picomlp: a network needs at least one dense layer
#include "common.hpp"

picomlp::network<input<1>>::parameters wrong;
