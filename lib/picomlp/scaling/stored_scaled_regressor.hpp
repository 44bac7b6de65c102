// Saving and loading a scaled_regressor.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/stored.hpp"
#include "picomlp/scaling/scaled_regressor.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Offsets and factors of the inputs, parameters, offsets and scales of the targets.
template <class Network>
struct stored_form<scaled_regressor<Network>> {
    using network = Network;
    static constexpr type_name<stored_form> name = "scaled_regressor";
    static constexpr size_t count =
        size_t{2} * Network::inputs + Network::parameter_count + size_t{2} * Network::outputs;
    template <class Model, class Visit>
    static void each_array(Model& contents, Visit&& visit) {
        visit(contents.scaling.offset, Network::inputs);
        visit(contents.scaling.factor, Network::inputs);
        visit(contents.parameters.values, Network::parameter_count);
        visit(contents.targets.offset, Network::outputs);
        visit(contents.targets.scale, Network::outputs);
    }
};

/// A scaled_regressor with the header of stored.
template <class Network>
using stored_scaled_regressor = stored<scaled_regressor<Network>>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
