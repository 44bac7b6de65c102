// SPDX-License-Identifier: MIT
// The instruments of the cost report and of the stack proofs are right: the exact slope of a
// counted loop, and the stack that a function is known to use.
#include "board.hpp"

#include <stdio.h>

namespace {

int failures = 0;

void expect(bool holds, const char* what, unsigned long found) {
    if (holds) return;
    printf("FAILED: %s: %lu\n", what, found);
    ++failures;
}

/// Two instructions in each turn.
[[gnu::noipa]] void loop(uint32_t turns) {
#if defined(__arm__)
    __asm__ volatile(
        ".syntax unified\n"
        "1: subs %0, %0, #1\n"
        "bne 1b"
        : "+l"(turns)::"cc");
#else
    __asm__ volatile(
        "1: addi %0, %0, -1\n"
        "bnez %0, 1b"
        : "+r"(turns));
#endif
}

[[gnu::noipa]] uint32_t count_loop(uint32_t turns) {
    board::start_counting();
    loop(turns);
    return board::stop_counting();
}

void check_counter() {
    board::start_counting();
    expect(board::stop_counting() == 0, "instructions of nothing", board::stop_counting());
    count_loop(1);
    const uint32_t one = count_loop(1);
    expect(one >= 2 && one < 12, "instructions of one turn and its call", one);
    constexpr uint32_t numbers_of_turns[] = {1,     2,       3,       10,      99,      1000,
                                             54321, 1000000, 2000000, 5000000, 20000000};
    for (const uint32_t turns : numbers_of_turns) {
        const uint32_t found = count_loop(turns) - one;
        expect(found == 2 * (turns - 1), "a loop's instructions are not two for each turn", found);
    }
    for (int again = 0; again < 5; ++again) {
        expect(count_loop(777) == one + 2 * 776, "another count the next time", count_loop(777));
    }
}

/// Writes to all of its frame.
template <size_t Bytes>
[[gnu::noipa]] char use_stack() {
    volatile char bytes[Bytes];
    for (size_t i = 0; i < Bytes; ++i) bytes[i] = static_cast<char>(i);
    return bytes[0];
}

template <size_t Bytes>
void check_stack() {
    board::paint_stack();
    use_stack<Bytes>();
    const size_t used = board::stack_used();
    expect(used >= Bytes && used < Bytes + 64, "bytes of stack seen of a known frame", used);
}

}  // namespace

int main(int argc, char** argv) {
    check_counter();
    board::paint_stack();
    expect(board::stack_used() < 16, "bytes of stack used by nothing", board::stack_used());
    check_stack<4>();
    check_stack<100>();
    check_stack<1000>();
    expect(!board::stack_overflowed(), "the stack has overflowed", 1);
    printf("%s: %u bytes of stack, %d failed\n", argc > 0 ? argv[0] : "board",
           static_cast<unsigned>(board::stack_size()), failures);
    return failures == 0 ? 0 : 1;
}
