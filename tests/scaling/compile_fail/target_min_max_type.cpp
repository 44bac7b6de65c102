// expect: picomlp: result needs a scaling of the numbers that the scaler computes with
#include "common.hpp"

picomlp::min_max_scaler<float, 1> one;
picomlp::target_scaling<precise> targets{};
void wrong() { (void)one.result(targets); }
