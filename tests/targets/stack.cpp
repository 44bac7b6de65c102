// SPDX-License-Identifier: MIT
// Stack painting, for every processor.
#include "board.hpp"

extern "C" {
extern uint32_t stack_limit[], stack_top[];
}

namespace board {

namespace {

constexpr uint32_t paint = 0xc5c5a5a5;
char* painted_up_to = nullptr;

}  // namespace

namespace detail {

// Volatile: otherwise the compiler calls memset, whose own frame lies in the stack that is filled.
void paint_stack_below(void* caller) {
    painted_up_to = static_cast<char*>(caller);
    uint32_t* const end = static_cast<uint32_t*>(stack_pointer());
    for (volatile uint32_t* word = stack_limit; word < end; ++word) *word = paint;
}

}  // namespace detail

size_t stack_size() noexcept {
    return static_cast<size_t>(reinterpret_cast<char*>(stack_top) -
                               reinterpret_cast<char*>(stack_limit));
}

size_t stack_used() noexcept {
    const volatile uint32_t* word = stack_limit;
    while (word < stack_top && *word == paint) ++word;
    const ptrdiff_t used = painted_up_to - reinterpret_cast<const volatile char*>(word);
    return used > 0 ? static_cast<size_t>(used) : 0;
}

bool stack_overflowed() noexcept {
    const volatile uint32_t* const lowest = stack_limit;
    return *lowest != paint;
}

}  // namespace board
