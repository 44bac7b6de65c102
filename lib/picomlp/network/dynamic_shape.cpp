// SPDX-License-Identifier: MIT
#include "picomlp/network/dynamic_shape.hpp"

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <bool Reversed>
size_t detail::measure_layers(uint32_t inputs, uint32_t count, const void* layers,
                              uint32_t (&widest)[2]) noexcept {
    const auto is_size = [](uint32_t units) { return units - 1 < 65535; };
    if (!layers || count - 1 >= most_dynamic_layers || !is_size(inputs)) return 0;
    size_t sum = 0;
    const auto* at = static_cast<const unsigned char*>(layers);
    for (uint32_t l = 0; l < count; ++l, at += sizeof(dynamic_layer)) {
        uint32_t outputs;
        __builtin_memcpy(&outputs, at, sizeof outputs);
        if (Reversed) outputs = __builtin_bswap32(outputs);
        if (!is_size(outputs)) return 0;
        const size_t parameters = (size_t{inputs} + 1) * outputs;
        if (parameters > SIZE_MAX / 16 - sum) return 0;
        sum += parameters;
        if (outputs > widest[l % 2]) widest[l % 2] = outputs;
        inputs = outputs;
    }
    return sum;
}

template size_t detail::measure_layers<false>(uint32_t, uint32_t, const void*,
                                              uint32_t (&)[2]) noexcept;
template size_t detail::measure_layers<true>(uint32_t, uint32_t, const void*,
                                             uint32_t (&)[2]) noexcept;

status check_shape(const dynamic_shape& shape) noexcept {
    return parameter_count_of(shape) > 0 ? status::ok : status::unusable_shape;
}

size_t parameter_count_of(const dynamic_shape& shape) noexcept {
    uint32_t widest[2] = {};
    return detail::measure_layers<false>(shape.inputs, shape.layer_count, shape.layers, widest);
}

template <class T>
status detail::check_parameters(const dynamic_shape& shape) noexcept {
    if (check_shape(shape) != status::ok) return status::unusable_shape;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        if (is_nan_or_inf(parameter_of<T>(shape.layers[l]))) return status::unusable_shape;
    }
    return status::ok;
}
template status detail::check_parameters<float>(const dynamic_shape&) noexcept;
template status detail::check_parameters<double>(const dynamic_shape&) noexcept;

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
