// SPDX-License-Identifier: MIT
// The activations of hidden layers, chosen by name at run time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "picomlp/activation/activations.hpp"

namespace tune {

#define TUNE_ENUMERATOR(name) name,
/// All of the library's that have no parameter.
enum class activation { PICOMLP_ACTIVATIONS(TUNE_ENUMERATOR) };
#undef TUNE_ENUMERATOR

/// Those that hidden layers may have: not softmax and log_softmax, which are made for a last layer.
std::vector<activation> hidden_activations();

/// As the library names it.
const char* name_of(activation which);

/// The hidden activation of that name, or of its usual short one: "tanh" for hyperbolic_tangent.
std::optional<activation> hidden_activation(const std::string& name);

/// By which the library's networks of run-time shape know it.
uint32_t code_of(activation which);

}  // namespace tune
