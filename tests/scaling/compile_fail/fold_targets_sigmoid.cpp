// expect: picomlp: a scaling of targets folds into a last layer with identity
#include "common.hpp"

picomlp::target_scaling<net> targets{};
void wrong() { (void)fold(targets, model.parameters, model.parameters); }
