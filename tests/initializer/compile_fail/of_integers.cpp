// expect: picomlp: an initializer cannot fill this network
#include "common.hpp"

void wrong() { initialize(w, picomlp::random_normal{1}, source); }
