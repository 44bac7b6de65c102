// SPDX-License-Identifier: MIT
// The layers before a network's last, as they are written on the command line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tune {

/// The units of each, from the first to the last; empty for a network without hidden layers.
using hidden_layers = std::vector<uint32_t>;

/// The library's penalties hold a number for each of 16 layers, of which the last is no hidden one.
inline constexpr uint32_t most_hidden_layers = 15;
inline constexpr uint32_t most_units = 65535;

/// "32-16-8": one number for each layer; "none" for no hidden layer. Throws search_error for
/// anything else, for numbers that are not 1 to most_units, and for more than most_hidden_layers.
hidden_layers parse_hidden_layers(const std::string& text);

/// The text that parse_hidden_layers() takes for them.
std::string name_of(const hidden_layers& layers);

}  // namespace tune
