// The networks that the program holds compiled: sizes are part of a network's type, so a program
// that chooses among them at run time has them all.
#pragma once

#include <cstdint>

namespace tune {

/// Networks are compiled for every number of inputs from 1 to this.
inline constexpr uint32_t most_inputs = 16;

/// ReLU layers before the sigmoid output.
enum class hidden_layers { of_8, of_16_8, of_32_16 };

inline constexpr hidden_layers all_hidden_layers[] = {hidden_layers::of_8, hidden_layers::of_16_8,
                                                      hidden_layers::of_32_16};

/// "8", "16-8" or "32-16".
const char* name_of(hidden_layers which);

}  // namespace tune
