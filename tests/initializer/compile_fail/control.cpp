#include "common.hpp"

void correct() {
    picomlp::initialize(w, picomlp::he_normal{}, source);
    picomlp::initialize_layers(w, source, picomlp::he_normal{}, picomlp::he_normal{},
                               picomlp::zeros{});
}
