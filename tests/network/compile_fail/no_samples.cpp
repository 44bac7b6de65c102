// expect: picomlp: a scratch holds at least one sample
#include "common.hpp"

picomlp::batch_scratch<net, 0> wrong;
