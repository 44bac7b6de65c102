// The networks of the playground, all known when it is compiled.
#pragma once

#include <stddef.h>

#include "playground/model.hpp"

namespace playground {

template <class Activation, uint32_t... Hidden>
using classifier = picomlp::network<picomlp::input<2>, picomlp::dense<Hidden, Activation>...,
                                    picomlp::dense<1, picomlp::sigmoid>>;

/// Calls f(type<Network>{}) for the chosen network.
template <class Network>
struct type {
    using network = Network;
};
template <class Activation, class F>
model* with_network(layers which, const F& f) {
    switch (which) {
        case layers::small:
            return f(type<classifier<Activation, 4>>{});
        case layers::course:
            return f(type<classifier<Activation, 10, 5>>{});
        case layers::regularization:
            return f(type<classifier<Activation, 20, 3>>{});
        case layers::wide:
            return f(type<classifier<Activation, 16, 16>>{});
        case layers::deep:
            return f(type<classifier<Activation, 8, 8, 8, 8>>{});
    }
    return nullptr;
}
template <class F>
model* with_network(layers which, hidden activation, const F& f) {
    return activation == hidden::tanh ? with_network<picomlp::tanh>(which, f)
                                      : with_network<picomlp::relu>(which, f);
}

}  // namespace playground
