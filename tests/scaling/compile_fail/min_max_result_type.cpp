// expect: picomlp: result needs a scaling of the numbers that the scaler computes with
#include "common.hpp"

picomlp::input_scaling<precise> wrong_scaling;
void wrong() { (void)min_max.result(wrong_scaling); }
