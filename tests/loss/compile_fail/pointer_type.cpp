// expect: picomlp: labels are numbers of classes: integers
#include "common.hpp"

void wrong() { (void)picomlp::one_hot<float>(real_labels, 3, 4, {y[0], 4}); }
