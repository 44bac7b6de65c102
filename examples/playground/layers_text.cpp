// SPDX-License-Identifier: MIT
#include "playground/layers_text.hpp"

#include <charconv>

namespace playground {

std::string text_of(const hidden_layers& layers) {
    std::string text = "2-";
    for (uint32_t l = 0; l < layers.count; ++l) text += std::to_string(layers.units[l]) + '-';
    return text + '1';
}

std::optional<hidden_layers> layers_from(const std::string& text) {
    hidden_layers layers;
    const char* const end = text.data() + text.size();
    const char* at = text.data();
    for (uint32_t k = 0; at < end && k < most_hidden_layers + 2; ++k) {
        uint32_t units = 0;
        const auto [next, error] = std::from_chars(at, end, units);
        if (error != std::errc()) return std::nullopt;
        at = next == end ? end : next + 1;
        if (k > 0 && next != end) {
            if (k > most_hidden_layers) return std::nullopt;
            layers.units[k - 1] = units;
            layers.count = k;
        }
    }
    const bool alike = exist(layers) && text_of(layers) == text;
    return alike ? std::optional(layers) : std::nullopt;
}

std::string layers_wanted() {
    return "layers are written as 2-10-5-1: 2, then up to " + std::to_string(most_hidden_layers) +
           " hidden layers of 1 to " + std::to_string(most_units) + " units, then 1";
}

}  // namespace playground
