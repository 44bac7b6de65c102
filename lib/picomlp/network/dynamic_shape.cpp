#include "picomlp/network/dynamic_shape.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

constexpr bool is_size(uint32_t units) { return units >= 1 && units <= 65535; }

/// Of sizes that are usable, whose sum of products 64 bits hold.
uint64_t count_parameters(const dynamic_shape& shape) {
    uint64_t sum = 0;
    uint64_t inputs = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t outputs = shape.layers[l].outputs;
        sum += (inputs + 1) * outputs;
        inputs = outputs;
    }
    return sum;
}

}  // namespace

status check_shape(const dynamic_shape& shape) noexcept {
    if (!shape.layers || shape.layer_count == 0 || shape.layer_count > most_dynamic_layers ||
        !is_size(shape.inputs)) {
        return status::unusable_shape;
    }
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        if (!is_size(shape.layers[l].outputs)) return status::unusable_shape;
    }
    return count_parameters(shape) <= SIZE_MAX / 16 ? status::ok : status::unusable_shape;
}

size_t parameter_count_of(const dynamic_shape& shape) noexcept {
    return ok(check_shape(shape)) ? static_cast<size_t>(count_parameters(shape)) : 0;
}

bool same_shape(const dynamic_shape& first, const dynamic_shape& second) noexcept {
    if (first.inputs != second.inputs || first.layer_count != second.layer_count) return false;
    for (uint32_t l = 0; l < first.layer_count; ++l) {
        const dynamic_layer& a = first.layers[l];
        const dynamic_layer& b = second.layers[l];
        if (a.outputs != b.outputs || a.activation != b.activation ||
            a.parameter[0] != b.parameter[0] || a.parameter[1] != b.parameter[1]) {
            return false;
        }
    }
    return true;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
