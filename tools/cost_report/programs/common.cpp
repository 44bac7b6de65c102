// The part of measuring that is the same on every processor.
#include "platform.hpp"

extern "C" uint32_t stack_limit[];

namespace {

constexpr uint32_t paint = 0xa5c3965aU;

}  // namespace

void platform::print(uint32_t number) {
    char digits[11];
    char* first = digits + 10;
    *first = 0;
    do {
        *--first = char('0' + number % 10);
        number /= 10;
    } while (number != 0);
    print(first);
}

[[gnu::noipa]] uint32_t platform::stack_of(job j) {
    uint32_t* top = nullptr;
#ifdef __riscv
    __asm__ volatile("mv %0, sp" : "=r"(top));
#else
    __asm__ volatile("mov %0, sp" : "=r"(top));
#endif
    for (volatile uint32_t* word = stack_limit; word < top; ++word) *word = paint;
    j();
    const volatile uint32_t* word = stack_limit;
    while (word < top && *word == paint) ++word;
    return uint32_t(top - word) * 4U;
}
