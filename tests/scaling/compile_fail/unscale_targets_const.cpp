// expect: picomlp: predictions and scaled samples are written, so they cannot be const
#include "common.hpp"

picomlp::target_scaling<net> targets{};
const float result[1][3] = {};
void wrong() { (void)unscale_targets(targets, y, result); }
