// expect: picomlp: one_hot needs labels as an array of integers, or as a container of them with
// data() and size()
#include "common.hpp"

void wrong() { (void)picomlp::one_hot(container_of_reals(), y); }
