// expect: picomlp: a scratch holds at least one sample
#include "common.hpp"

picomlp::scaled_scratch<net, 0> wrong_scratch;
