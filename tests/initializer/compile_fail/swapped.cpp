// expect: picomlp: an initializer cannot fill this network
#include "common.hpp"

void wrong() { initialize(w, source, picomlp::he_normal{}); }
