// SPDX-License-Identifier: MIT
// Optimizers chosen by name at run time, with the library's default settings but for the learning
// rate.
#pragma once

#include <cstdint>

// EACH(name) for every optimizer of the library, which is the type picomlp::name.
#define TUNE_OPTIMIZERS(EACH) \
    EACH(gradient_descent)    \
    EACH(momentum)            \
    EACH(nesterov)            \
    EACH(rmsprop)             \
    EACH(adam)                \
    EACH(adamw)               \
    EACH(rprop)

namespace tune {

#define TUNE_ENUMERATOR(name) name,
enum class optimizer { TUNE_OPTIMIZERS(TUNE_ENUMERATOR) };
#undef TUNE_ENUMERATOR

#define TUNE_VALUE(name) optimizer::name,
inline constexpr optimizer all_optimizers[] = {TUNE_OPTIMIZERS(TUNE_VALUE)};
#undef TUNE_VALUE

/// As the library names it.
const char* name_of(optimizer which);

/// By which the library's trainers of run-time shape know it.
uint32_t code_of(optimizer which);

}  // namespace tune
