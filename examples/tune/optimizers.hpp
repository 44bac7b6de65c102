// Optimizers chosen by name at run time, with the library's default settings but for the learning
// rate.
#pragma once

namespace tune {

enum class optimizer { gradient_descent, momentum, adam };

inline constexpr optimizer all_optimizers[] = {optimizer::gradient_descent, optimizer::momentum,
                                               optimizer::adam};

/// As the library names it.
const char* name_of(optimizer which);

}  // namespace tune
