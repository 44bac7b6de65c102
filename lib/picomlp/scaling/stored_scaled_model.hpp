// Saving and loading a scaled_model.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/stored.hpp"
#include "picomlp/scaling/scaled_model.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Offsets, factors, parameters.
template <class Network>
struct stored_form<scaled_model<Network>> {
    using network = Network;
    static constexpr type_name<stored_form> name = "scaled_model";
    static constexpr size_t count = size_t{2} * Network::inputs + Network::parameter_count;
    template <class Model, class Visit>
    static void each_array(Model& contents, Visit&& visit) {
        visit(contents.scaling.offset, Network::inputs);
        visit(contents.scaling.factor, Network::inputs);
        visit(contents.parameters.values, Network::parameter_count);
    }
};

/// A scaled_model with the header of stored.
template <class Network>
using stored_scaled_model = stored<scaled_model<Network>>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
