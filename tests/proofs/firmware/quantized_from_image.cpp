// SPDX-License-Identifier: MIT
// Firmware that predicts by a network of int8 in flash, for flash_size.py to count. All of it is
// code that such a program cannot do without: no floats but those of the image's contents, which
// are checked and not computed with.
#include <stddef.h>
#include <stdint.h>

#include "picomlp/image/predict_quantized.hpp"
#include "picomlp/image/quantized_image.hpp"

// Of the linker's, so that the compiler knows nothing of them.
extern const unsigned char flash_begin[];
extern const unsigned char flash_end[];

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

quantized_image file;
quantized_network<double_rounding> model;
alignas(8) unsigned char memory[1024];
unsigned char scratch[64];
int8_t x[16], y[4];

}  // namespace

int main() {
    const auto size = static_cast<size_t>(flash_end - flash_begin);
    bool passed = ok(file.open(flash_begin, size)) && ok(file.open_network(model, memory));
#if defined(WITH_SELF_TEST)
    passed = passed && ok(self_test(file, model, scratch));
#endif
    passed = passed &&
             ok(model.predict(static_cast<const int8_t*>(x), scratch, static_cast<int8_t*>(y)));
    return passed ? 0 : 1;
}
