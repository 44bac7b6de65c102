// expect: import_parameters
#include "common.hpp"

float wrong_from[40];
void wrong() { import_parameters(w, picomlp::weight_order::inputs_by_outputs, wrong_from); }
