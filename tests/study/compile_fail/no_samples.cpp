// expect: picomlp: a scratch holds at least one sample
#include "common.hpp"

picomlp::study_scratch<net, binary_cross_entropy, 0> wrong;
