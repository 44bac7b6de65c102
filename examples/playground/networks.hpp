// The networks of the playground, all known when it is compiled, without their types: the tables
// that the library's core walks over. Ten networks cost ten tables this way, and not ten trainers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/choices.hpp"

namespace playground {

struct network_tables {
    picomlp::study_table<float> table;  ///< of training, and what a study wants besides
    picomlp::objective<float> loss;     ///< of a mean cost
    const uint32_t* sizes;              ///< from the inputs to the outputs
    uint32_t parameter_count;

    const picomlp::layer_table<float>& layers() const { return table.training.network; }
    picomlp::training_table<float> training() const {
        return {layers(), table.training.layers, loss};
    }
};

namespace detail {

template <class Activation, uint32_t... Hidden>
using classifier = picomlp::network<picomlp::input<2>, picomlp::dense<Hidden, Activation>...,
                                    picomlp::dense<1, picomlp::sigmoid>>;

constexpr uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }

/// How much memory of each kind a network wants.
struct demand {
    uint32_t layers, parameters, kept_rows, widest, hidden_units, study_units;

    constexpr demand most(const demand& other) const {
        return {larger(layers, other.layers),
                larger(parameters, other.parameters),
                larger(kept_rows, other.kept_rows),
                larger(widest, other.widest),
                larger(hidden_units, other.hidden_units),
                larger(study_units, other.study_units)};
    }
};

template <class Network>
struct tables_of {
    using loss = picomlp::binary_cross_entropy;
    // Dropout wants arguments of derivatives kept, which does no harm without it.
    using training = picomlp::detail::training_tables<Network, loss, true>;
    using study = picomlp::detail::study_tables<Network, loss>;

    static constexpr network_tables all() {
        auto table = study::table();
        table.training.layers = training::layers.entry;
        return {table, training::loss, Network::sizes, Network::parameter_count};
    }
    static constexpr demand wants() {
        uint32_t hidden = 0;
        for (uint32_t l = 1; l < Network::layer_count; ++l) hidden += Network::sizes[l];
        return {Network::layer_count,
                Network::parameter_count,
                training::kept(),
                training::widest(),
                hidden,
                study::units()};
    }
};

template <class... Networks>
struct list_of {
    static constexpr network_tables entry[] = {tables_of<Networks>::all()...};
    static constexpr demand most() {
        demand most{};
        ((most = most.most(tables_of<Networks>::wants())), ...);
        return most;
    }
};

/// In the order of `layers`.
template <class Activation>
using networks_with =
    list_of<classifier<Activation, 4>, classifier<Activation, 10, 5>, classifier<Activation, 20, 3>,
            classifier<Activation, 16, 16>, classifier<Activation, 8, 8, 8, 8>>;

}  // namespace detail

inline constexpr detail::demand most = detail::networks_with<picomlp::relu>::most().most(
    detail::networks_with<picomlp::hyperbolic_tangent>::most());

inline const network_tables& tables_of(layers which, hidden activation) {
    const auto number = static_cast<uint32_t>(which);
    return activation == hidden::tanh
               ? detail::networks_with<picomlp::hyperbolic_tangent>::entry[number]
               : detail::networks_with<picomlp::relu>::entry[number];
}

}  // namespace playground
