// SPDX-License-Identifier: MIT
// Initializers chosen by name at run time.
#pragma once

#include <string>

#include "picomlp/kernels/order.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace tune {

enum class initializer { he_normal, he_uniform, xavier_normal, xavier_uniform, lecun_normal };

inline constexpr initializer all_initializers[] = {
    initializer::he_normal, initializer::he_uniform, initializer::xavier_normal,
    initializer::xavier_uniform, initializer::lecun_normal};

/// As the library names it.
const char* name_of(initializer which);

/// An initializer for picomlp::initialize.
struct chosen_initializer {
    initializer which;

    void operator()(picomlp::dense_shape shape, float* weights,
                    picomlp::xoshiro128pp& source) const;
};

}  // namespace tune
