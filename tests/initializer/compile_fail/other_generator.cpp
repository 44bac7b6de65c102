// expect: picomlp: an initializer cannot fill this network
#include "common.hpp"
#include "picomlp/initializer/numpy.hpp"

void wrong() {
    initialize_layers(w, picomlp::he_normal{}, picomlp::numpy_he{}, picomlp::zeros{}, source);
}
