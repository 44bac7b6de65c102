// expect: picomlp: result needs a scaling of the numbers that the scaler computes with
#include "common.hpp"

picomlp::input_scaling<precise> wrong_scaling;
void wrong() { (void)standard.result(wrong_scaling); }
