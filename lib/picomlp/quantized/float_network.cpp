// SPDX-License-Identifier: MIT
#include "picomlp/quantized/float_network.hpp"

#include "picomlp/activation/log_softmax.hpp"
#include "picomlp/activation/softmax.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

detail::quantized_form detail::form_of(const float_network& network, uint32_t layer) noexcept {
    const uint32_t code = network.facts(layer).activation;
    if (code == code_of<leaky_relu>() || code == code_of<any_leaky_relu>()) {
        return quantized_form::leaky;
    }
    const bool clamped = code == code_of<identity>() || code == code_of<relu>() ||
                         code == code_of<relu6>() || looks_at_all_outputs(network, layer);
    return clamped ? quantized_form::clamped : quantized_form::table;
}

bool detail::looks_at_all_outputs(const float_network& network, uint32_t layer) noexcept {
    const uint32_t code = network.facts(layer).activation;
    return code == code_of<softmax>() || code == code_of<log_softmax>();
}

status detail::check_quantizable(const float_network& network) noexcept {
    if (network.layer_count() == 0 || !network.parameters()) return status::unusable_shape;
    for (uint32_t l = 0; l + 1 < network.layer_count(); ++l) {
        if (looks_at_all_outputs(network, l)) return status::unusable_shape;
    }
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
