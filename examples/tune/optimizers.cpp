// SPDX-License-Identifier: MIT
#include "tune/optimizers.hpp"

#include "picomlp/picomlp.hpp"

namespace tune {

const char* name_of(optimizer which) {
    constexpr const char* names[] = {
#define TUNE_NAME(name) #name,
        TUNE_OPTIMIZERS(TUNE_NAME)
#undef TUNE_NAME
    };
    return names[static_cast<size_t>(which)];
}

uint32_t code_of(optimizer which) {
    constexpr uint32_t codes[] = {
#define TUNE_CODE(name) picomlp::code_of<picomlp::name>(),
        TUNE_OPTIMIZERS(TUNE_CODE)
#undef TUNE_CODE
    };
    return codes[static_cast<size_t>(which)];
}

}  // namespace tune
