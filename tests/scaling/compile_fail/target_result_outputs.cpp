// expect: picomlp: result needs a scaling with as many targets as the scaler has features
#include "common.hpp"

picomlp::target_scaling<net> targets{};
void wrong() { (void)standard.result(targets); }
