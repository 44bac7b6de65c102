// SPDX-License-Identifier: MIT
// What a program asks of the library, with all that it needs for it.
#pragma once

#include "networks.hpp"

namespace networks {

template <class Network>
struct jobs {
    static inline typename Network::parameters w;
    static inline typename Network::scratch scratch;
    static inline float x[Network::inputs];
    static inline float y[Network::outputs];
    static inline float target[Network::outputs];
    static inline teacher<Network> t;
    static inline picomlp::xoshiro128pp source{1};
    static inline bool passed;

    [[gnu::noipa]] static void initialization() { initialize(w, he_normal{}, source); }
    [[gnu::noipa]] static void prediction() { passed = predict(w, scratch, x, y) == status::ok; }
    [[gnu::noipa]] static void training_step() { passed = t.step(w, x, target).ok(); }

    [[gnu::noipa]] static void prepare() {
        source = picomlp::xoshiro128pp{1};
        for (float& feature : x) feature = uniform(source, -1.0F, 1.0F);
        for (float& value : target) value = uniform(source, -1.0F, 1.0F);
        t = teacher<Network>{gradient_descent::learning_rate(0.01F)};
        passed = true;
    }
};

}  // namespace networks
