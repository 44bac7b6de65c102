#include "common.hpp"

void correct() {
    picomlp::initialize(w, picomlp::he_normal{}, source);
    picomlp::initialize(w, picomlp::he_normal{}, picomlp::xoshiro128pp{3});
    picomlp::initialize_layers(w, picomlp::he_normal{}, picomlp::he_normal{}, picomlp::zeros{},
                               source);
    picomlp::initialize_layers(w, picomlp::he_normal{}, picomlp::he_normal{}, picomlp::zeros{},
                               picomlp::xoshiro128pp{3});
}
