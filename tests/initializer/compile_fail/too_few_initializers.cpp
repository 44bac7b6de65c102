// expect: picomlp: initialize_layers needs one initializer for each dense layer
#include "common.hpp"

void wrong() { picomlp::initialize_layers(w, picomlp::he_normal{}, picomlp::he_normal{}, source); }
