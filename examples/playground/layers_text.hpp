// SPDX-License-Identifier: MIT
// Layers as text: "2-10-5-1", the sizes from the inputs to the output.
#pragma once

#include <optional>
#include <string>

#include "playground/choices.hpp"

namespace playground {

std::string text_of(const hidden_layers& layers);

/// The layers that text_of() writes so; nothing where there are none.
std::optional<hidden_layers> layers_from(const std::string& text);

/// Which texts there are, in words.
std::string layers_wanted();

}  // namespace playground
