// SPDX-License-Identifier: MIT
#include "tune/activations.hpp"

#include "picomlp/base/type_name.hpp"

namespace tune {

namespace {

struct entry {
    const char* name;
    uint32_t code;
};

/// By enumerator.
constexpr entry entries[] = {
#define TUNE_ENTRY(name) {#name, picomlp::code_of<picomlp::name>()},
    PICOMLP_ACTIVATIONS(TUNE_ENTRY)
#undef TUNE_ENTRY
};

constexpr bool is_for_hidden_layers(activation which) {
    return which != activation::softmax && which != activation::log_softmax;
}

}  // namespace

std::vector<activation> hidden_activations() {
    std::vector<activation> all;
    for (const activation which : {
#define TUNE_VALUE(name) activation::name,
             PICOMLP_ACTIVATIONS(TUNE_VALUE)
#undef TUNE_VALUE
         }) {
        if (is_for_hidden_layers(which)) all.push_back(which);
    }
    return all;
}

const char* name_of(activation which) { return entries[static_cast<size_t>(which)].name; }

std::optional<activation> hidden_activation(const std::string& name) {
    if (name == "tanh") return activation::hyperbolic_tangent;
    for (const activation which : hidden_activations()) {
        if (name == name_of(which)) return which;
    }
    return {};
}

uint32_t code_of(activation which) { return entries[static_cast<size_t>(which)].code; }

}  // namespace tune
