// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

picomlp::target_scaling<net> targets{};
void wrong() { (void)scale_targets(targets, x, y); }
