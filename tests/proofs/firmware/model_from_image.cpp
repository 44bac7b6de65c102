// SPDX-License-Identifier: MIT
// Firmware that predicts by a model in flash, for flash_size.py to count. All of it is code that
// such a program cannot do without.
#include <stddef.h>

#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/image/dynamic_model.hpp"
#include "picomlp/image/image.hpp"

// Of the linker's, so that the compiler knows nothing of them.
extern const unsigned char flash_begin[];
extern const unsigned char flash_end[];

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

image file;
dynamic_model<activation_list<relu, softmax>> model;
alignas(8) unsigned char memory[1024];
float x[16], y[4];

}  // namespace

int main() {
    const auto size = static_cast<size_t>(flash_end - flash_begin);
    bool passed = ok(file.open(flash_begin, size)) && ok(model.open(file, memory));
#if defined(WITH_SELF_TEST)
    passed = passed && ok(model.self_test());
#endif
    passed = passed && ok(model.predict(static_cast<const float*>(x), static_cast<float*>(y)));
    return passed ? 0 : 1;
}
