// expect: no matching function
#include "common.hpp"

picomlp::parameters_of<wider> wrong_parameters;
void wrong() { (void)fold(model.scaling, model.parameters, wrong_parameters); }
