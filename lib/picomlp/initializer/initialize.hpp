// Giving a network's parameters their first values.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// An initializer is a callable object: initializer(shape, weights, source) fills the
// inputs x outputs weights of one layer, in the order in which they lie in memory, from a source of
// random bits (xoshiro128pp for the library's own, numpy_random_state for the course's, either for
// those that need none). Biases start at +0. Nothing is kept between layers but the state of the
// source.

namespace detail {

template <class T>
void set_zero(T* first, size_t count) noexcept;

extern template void set_zero(float*, size_t) noexcept;
extern template void set_zero(double*, size_t) noexcept;

template <class Network, class Initializer, class Source>
void initialize_numbered(parameters_of<Network>& w, uint32_t number, const Initializer& initializer,
                         Source& source) {
    const auto view = w.layer(number);
    initializer(view.shape(), view.data(), source);
    set_zero(&view.bias(0), view.outputs());
}

}  // namespace detail

/// All layers in turn by the same initializer: initialize(w, he_normal{}, r).
template <class Network, class Initializer, class Source>
void initialize(parameters_of<Network>& w, const Initializer& initializer, Source& source) {
    for (uint32_t number = 1; number <= Network::layer_count; ++number) {
        detail::initialize_numbered(w, number, initializer, source);
    }
}

/// Each layer in turn by its own: initialize_layers(w, r, he_normal{}, he_normal{}, zeros{}).
template <class Network, class Source, class... Initializers>
void initialize_layers(parameters_of<Network>& w, Source& source,
                       const Initializers&... initializers) {
    static_assert(sizeof...(Initializers) == Network::layer_count,
                  "picomlp: initialize_layers needs one initializer for each dense layer");
    if constexpr (sizeof...(Initializers) == Network::layer_count) {
        uint32_t number = 0;
        (detail::initialize_numbered(w, ++number, initializers, source), ...);
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
