// expect: picomlp: result needs a scaling with as many features as the scaler has
#include "common.hpp"

picomlp::input_scaling<wider> wrong_scaling;
void wrong() { (void)standard.result(wrong_scaling); }
