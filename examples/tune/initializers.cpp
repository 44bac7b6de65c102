// SPDX-License-Identifier: MIT
#include "tune/initializers.hpp"

#include "picomlp/initializer/random_weights.hpp"

namespace tune {

const char* name_of(initializer which) {
    switch (which) {
        case initializer::he_normal:
            return "he_normal";
        case initializer::he_uniform:
            return "he_uniform";
        case initializer::xavier_normal:
            return "xavier_normal";
        case initializer::xavier_uniform:
            return "xavier_uniform";
        case initializer::lecun_normal:
            return "lecun_normal";
    }
    return "";
}

void chosen_initializer::operator()(picomlp::dense_shape shape, float* weights,
                                    picomlp::xoshiro128pp& source) const {
    switch (which) {
        case initializer::he_normal:
            return picomlp::he_normal{}(shape, weights, source);
        case initializer::he_uniform:
            return picomlp::he_uniform{}(shape, weights, source);
        case initializer::xavier_normal:
            return picomlp::xavier_normal{}(shape, weights, source);
        case initializer::xavier_uniform:
            return picomlp::xavier_uniform{}(shape, weights, source);
        case initializer::lecun_normal:
            return picomlp::lecun_normal{}(shape, weights, source);
    }
}

}  // namespace tune
