// expect: picomlp: this setting belongs to an optimizer or an option that the trainer does not have
#include "common.hpp"

void wrong() { t.set(picomlp::l2::lambda(0.7F)); }
