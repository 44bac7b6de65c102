// SPDX-License-Identifier: MIT
// What the unit tests miss in a board's C and C++ libraries.
#include <cstdio>
#include <cstdlib>
#include <new>

#include "reference/exact_fused_multiply_add.hpp"

/// newlib rounds the product before it adds.
extern "C" double fma(double a, double b, double c) {
    return reference::exact_fused_multiply_add(a, b, c);
}

namespace {

/// Without exceptions the C++ library would end the program without a word.
[[noreturn]] void no_memory_left() {
    std::puts("FAULT: no memory left");
    std::exit(1);
}

[[maybe_unused]] const std::new_handler before = std::set_new_handler(no_memory_left);

}  // namespace
