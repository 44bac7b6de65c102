// expect: picomlp: this takes float or double: 1.0F or 1.0, not 1
#include "common.hpp"
#include "picomlp/network/label_of.hpp"

int outputs[3];
void wrong() { (void)picomlp::label_of(outputs); }
