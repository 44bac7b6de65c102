// SPDX-License-Identifier: MIT
#include "tune/hidden_layers.hpp"

#include <algorithm>
#include <charconv>

#include "tune/search_error.hpp"

namespace tune {

namespace {

constexpr char no_layer[] = "none";

uint32_t units_in(const std::string& text, const std::string& layers) {
    uint32_t units = 0;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, units);
    if (parsed.ec != std::errc{} || parsed.ptr != end || units == 0 || units > most_units) {
        throw search_error("'" + layers + "' is neither 'none' nor numbers of units from 1 to " +
                           std::to_string(most_units) + " as in 16-8");
    }
    return units;
}

}  // namespace

hidden_layers parse_hidden_layers(const std::string& text) {
    hidden_layers layers;
    if (text == no_layer) return layers;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find('-', begin), text.size());
        layers.push_back(units_in(text.substr(begin, end - begin), text));
        begin = end + 1;
    }
    if (layers.size() > most_hidden_layers) {
        throw search_error("'" + text + "' has more than " + std::to_string(most_hidden_layers) +
                           " hidden layers");
    }
    return layers;
}

std::string name_of(const hidden_layers& layers) {
    if (layers.empty()) return no_layer;
    std::string name;
    for (const uint32_t units : layers) name += (name.empty() ? "" : "-") + std::to_string(units);
    return name;
}

}  // namespace tune
