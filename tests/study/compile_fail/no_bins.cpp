// expect: picomlp: a histogram has 1 to 65535 bins
#include "common.hpp"

picomlp::study_report<net, 0> wrong;
