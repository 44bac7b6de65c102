// SPDX-License-Identifier: MIT
// The model that examples/firmware holds for the library's rounding profile.
#pragma once

#ifdef LIBRARY_IS_SEPARATE
#include "digits/separate/digits_model.hpp"
#else
#include "digits/fused/digits_model.hpp"
#endif

using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::softmax;

template <class Network>
float first_probability() {
    const float x[Network::inputs] = {};
    float y[Network::outputs] = {};
    typename Network::scratch scratch;
    const auto& w = digits_model::parameters_for<Network>();
    return picomlp::predict(w, scratch, x, y) == picomlp::status::ok ? y[0] : 0;
}
